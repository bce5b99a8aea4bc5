import { type Challenge, parseChallenges } from '../challenge/index.js'
import { createRedactor, type Evidence, type Role, type Sent } from '../verdict/index.js'
import { bareUrl } from './base-url.js'
import { readBody } from './body.js'
import { rememberOutcome } from './outcome.js'
import { secretsOf } from './secrets.js'

/** What is known of a request: a `Request`, or the parts that one has. */
export type RequestLike =
  | Request
  | {
      readonly url?: string
      readonly method?: string
      readonly headers?: HeadersInit
      readonly credentials?: RequestCredentials
      /** The body that was sent, where it is known: what of it comes back is cut from the verdict. */
      readonly body?: unknown
      /** How long the answer's body may be waited for, ms; at most, and by default, 2,000. */
      readonly readTimeout?: number | undefined
    }

/** What the caller knows of an exchange beside the response. */
export interface ExchangeContext {
  /** Default: nothing is known of it. */
  readonly request?: RequestLike
  /** What the endpoint is for. Default: `resource`, or `integration` where one is named. */
  readonly role?: Role
  /** Name of the third party behind this endpoint. */
  readonly integration?: string
  /** Realms of our own challenges, to tell them from relayed ones. Default: none is known. */
  readonly ownRealms?: readonly string[]
  /** Hosts that a link for replacing a third party's key may be on, beside the request's own origin. Default: none. */
  readonly manageHosts?: readonly string[]
}

/**
 * Gathers what is known about one exchange; leaves the response unread. Never throws.
 *
 * @example
 * const { sent, challenges, body } = await readEvidence(response, { request: { url: '/api/reports' } })
 */
export async function readEvidence(response: Response, context: ExchangeContext): Promise<Evidence> {
  const { request, integration } = context
  const field = response.headers.get('www-authenticate')
  const { challenges, issues } = field === null ? { challenges: none, issues: [] } : parseChallenges(field)
  const body = await readBody(response, request && 'readTimeout' in request ? request.readTimeout : undefined)
  rememberOutcome(response, body)
  return {
    status: response.status,
    type: response.type,
    redirected: response.redirected,
    url: bareUrl(request?.url ?? response.url ?? ''),
    // A response of a carrier's own may have no URL.
    finalUrl: response.url ? bareUrl(response.url) : '',
    method: request?.method ?? 'GET',
    role: context.role ?? (integration === undefined ? 'resource' : 'integration'),
    integration,
    sent: readSent(request, response),
    challenges,
    challengeIssues: issues,
    challengesHidden: field === null && response.status === 401 && response.type === 'cors',
    ownRealms: context.ownRealms ?? [],
    header: createHeaderLookup(response.headers),
    headerNames: () => [...response.headers.keys()],
    body,
    // The verdict itself shows the status: a request that names it (`?relay=403`) has no secret in that.
    redact: createRedactor(secretsOf(request).filter((secret) => secret !== String(response.status))),
    manageHosts: context.manageHosts ?? [],
  }
}

const none: readonly Challenge[] = []

/** Conventions ask for about thirty names, and an answer has about ten: the fields are read at once, when the first is asked for. */
function createHeaderLookup(headers: Headers): Evidence['header'] {
  let fields: Map<string, string> | undefined
  return (name) => {
    if (!fields) {
      fields = new Map()
      // Only `Set-Cookie` comes several times (Fetch §2.2.2).
      for (const [field, value] of headers) {
        fields.set(field, fields.has(field) ? `${fields.get(field)}, ${value}` : value)
      }
    }
    return fields.get(name.toLowerCase())
  }
}

function readSent(request: RequestLike | undefined, response: Response): Sent {
  if (!request) return { known: false, scheme: undefined, cookies: response.type !== 'cors', page: false }
  const credentials = request.credentials ?? 'same-origin'
  return {
    known: request.headers !== undefined,
    scheme: schemeOf(request.headers),
    cookies: credentials === 'include' || (credentials === 'same-origin' && response.type !== 'cors'),
    page: fieldOf(request.headers, 'accept')?.includes('text/html') ?? false,
  }
}

/**
 * Scheme of the `Authorization` that a request carries, lower case.
 *
 * @example
 * schemeOf({ authorization: 'Bearer t' }) // 'bearer'
 */
export function schemeOf(headers: HeadersInit | undefined): string | undefined {
  const value = fieldOf(headers, 'authorization')
  // A value without a scheme is the credential itself, and must not be shown.
  return value ? (/^([\w!#$%&'*+.^`|~-]{1,40}) /.exec(value)?.[1]?.toLowerCase() ?? 'unnamed') : undefined
}

function fieldOf(headers: HeadersInit | undefined, name: string): string | undefined {
  if (headers === undefined || (Array.isArray(headers) && headers.length === 0)) return undefined
  try {
    return new Headers(headers).get(name) ?? undefined
  } catch {
    return undefined
  }
}
