import type { Challenge, Issue } from '../challenge/index.js'
import type { Redactor } from './redactor.js'

/** What an endpoint is for. The role decides whose credentials a refusal is about. */
export type Role = 'resource' | 'sign-in' | 'sign-out' | 'renewal' | 'probe' | 'integration'

/** All roles. */
export const roles: readonly Role[] = ['resource', 'sign-in', 'sign-out', 'renewal', 'probe', 'integration']

/** What the client knows of what the request carried. No credential is in it. */
export interface Sent {
  /** False when nothing is known of the request. */
  readonly known: boolean
  /** Scheme of the `Authorization` header, lower case: `basic`, `bearer`, `dpop` … */
  readonly scheme: string | undefined
  /** Whether the browser may have attached cookies: a page cannot see them. */
  readonly cookies: boolean
  /** Whether a page was asked for: `Accept` names `text/html`. */
  readonly page: boolean
  /** Scopes of the token, apart by spaces, where the client knows them; a verdict on missing scopes names these too. */
  readonly scope?: string
}

/** The part of an error body that was read: at most 64 KiB, decoded. */
export interface Body {
  readonly format: 'none' | 'json' | 'form' | 'html' | 'xml' | 'text' | 'unread'
  /** Media type without parameters, lower case; '' when there was none. */
  readonly mediaType: string
  readonly text: string
  /** The parsed value of JSON, or a `Map` of form fields or of an XML document's leaf elements; undefined otherwise. */
  readonly value: unknown
}

/** Everything known about one exchange: what was sent, what came back, what could not be read. */
export interface Evidence {
  /** 0 where the browser hides the answer. */
  readonly status: number
  /** `Response.type` (Fetch §2.2.6): `basic`, `cors`, `opaqueredirect` … */
  readonly type: string
  /** Whether `fetch` followed a redirect. */
  readonly redirected: boolean
  /** Origin and path: never a query, a fragment or user-info. */
  readonly url: string
  /** Where redirects ended, as origin and path; '' where it is not known. */
  readonly finalUrl: string
  readonly method: string
  readonly role: Role
  /** Name of the third party behind the endpoint. */
  readonly integration: string | undefined
  readonly sent: Sent
  /** Of `WWW-Authenticate`; at most 64 are looked at. */
  readonly challenges: readonly Challenge[]
  readonly challengeIssues: readonly Issue[]
  /** True when CORS kept the challenge from us: null then means unknown, not absent (Fetch §3.3.3). */
  readonly challengesHidden: boolean
  /** Realms of our own challenges, to tell them from relayed ones. */
  readonly ownRealms: readonly string[]
  /** The value of a header field, its lines joined by `, `; the name in any letter case. */
  readonly header: (name: string) => string | undefined
  /** The names of the header fields that may be read, in lower case. */
  readonly headerNames?: () => readonly string[]
  readonly body: Body
  /**
   * Cuts what the client sent in this very exchange: `createRedactor(secrets)`. The evidence holds no credential itself.
   * Default: `redact`.
   */
  readonly redact?: Redactor
  /** Hosts (`keys.example.com`, with the port if it has one) that a `manageUrl` may be on beside the origin of the request. */
  readonly manageHosts?: readonly string[]
}
