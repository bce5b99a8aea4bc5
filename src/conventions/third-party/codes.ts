import type { Evidence } from '../../verdict/index.js'
import { splitWord } from '../reasons/lexicon.js'
import type { ThirdPartyReason } from './members.js'

/** Codes of services whose words do not name a third party. */
const known = /^(?:item-login-required|failed-to-(?:get|refresh)-access-token)$/
/** Whatever holds one of these speaks of another service. */
const party =
  /(?:^|-)(?:integrations?|third-?party|connectors?|linked-accounts?|connected-accounts?|connections?|providers?|upstream|external|vendor|app-connect|plugin|remote|data-?source|partner|service-account|downstream)(?:-|$)/
/** Nouns that mean nothing but a third party. A connection may be a socket's, a provider the one that users sign in with. */
const plainParty =
  /(?:^|-)(?:integrations?|third-?party|connectors?|linked-accounts?|connected-accounts?|app-connect)(?:-|$)/
/** The identity provider is our own sign-in, not another's key. */
const ownLogin =
  /(?:^|-)(?:(?:identity|auth|login|sso|oidc|saml|ldap)-(?:provider|connection|connector)|oauth2?-provider)s?(?:-|$)/
/** Verbs of repair: they are never about our own login, whatever the route. */
const repair = /(?:^|-)(?:re-?connect\w*|re-?link\w*|un-?linked|re-?consent\w*|re-?authori[sz]\w+)(?:-|$)/
/** Verbs of repair that mean our own step-up elsewhere, and on an integration route the third party's. */
const repairOnRoute =
  /(?:^|-)(?:re-?auth(?:enticate|entication)?|consent|interaction|(?:log-?in|sign-?in|mfa|2fa)-(?:required|needed)|requires?-(?:login|reauth|consent))(?:-|$)/
const apiKey = /(?:^|-)(?:(?:x-)?api-?(?:key|token)s?|session-?key)(?:-|$)/
const credential =
  /(?:^|-)(?:keys?|tokens?|credentials?|secret|o?auth2?|authentication|authorization|authenticate|login|scopes?|unauthori[sz]ed|unauthenticated|refresh|grant|signature|hmac|bearer|jwt|apikey|not-connected|not-linked|disconnected)(?:-|$)/
/** Words of our own session, user and forms: never a third party's, unless the code names one. */
const own = /(?:^|-)(?:session|csrf|xsrf|user(?!-key)|account|password|login|signed|logged|mfa|otp|client)(?:-|$)/
/** What says that a connection is over; `failed`, `refused` and `not-found` may be the network's. */
const ended =
  /(?:^|-)(?:expired|revoked|disconnected|deauthori[sz]ed|unauthori[sz]ed|unlinked|invalidated|rejected|reauth\w*|inactive|suspended|needs-attention|broken|not-(?:connected|linked)|connection-required)(?:-|$)/

/** Why, by the words of the code. */
const failures: readonly (readonly [RegExp, ThirdPartyReason])[] = [
  [/scope|insufficient|access-denied/, 'key-insufficient'],
  [/re-?auth|re-?connect|re-?link|re-?consent|consent|interaction|login-required|mfa|2fa/, 'key-revoked'],
  [/expired/, 'key-expired'],
  [/revoked|disconnected|deauthori[sz]ed|unlinked|removed|deleted|suspended|inactive/, 'key-revoked'],
  [/missing|not-(?:set|configured|connected|found|provided|linked)|required|needed|^no-/, 'key-missing'],
  [
    /invalid|illegal|unauthori[sz]ed|unauthenticated|error|fail(?:ed|ure)?|reject|denied|refused|exception|bad|incorrect|wrong|backoff|grant|mismatch|unknown|broken|attention/,
    'key-invalid',
  ],
]

/** Why, by the words of the code. */
export function failureIn(slug: string): ThirdPartyReason | undefined {
  return failures.find(([words]) => words.test(slug))?.[1]
}

/** How plainly a code speaks of a third party's key: it names one, it names an API key, or it names any credential. */
export type Plainness = 'named' | 'api-key' | 'any'

/** What a code says of a third party's key, and how plainly. */
export interface ThirdPartyCode {
  readonly reason: ThirdPartyReason
  readonly plainness: Plainness
}

/** Reads a code; `isOwned` says that a member beside it names the integration. */
export function thirdPartyCode(code: string, { status, role }: Evidence, isOwned = false): ThirdPartyCode | undefined {
  const slug = code.includes('-') ? code : splitWord(code).join('-')
  const reason = failureIn(slug)
  if (reason === undefined || slug.length > 80) return undefined
  const isRoute = role === 'integration'
  if (known.test(slug) || isNamed(slug, status, isRoute, isOwned)) return { reason, plainness: 'named' }
  if (apiKey.test(slug)) return { reason, plainness: 'api-key' }
  if (!credential.test(slug) || own.test(slug)) return undefined
  return { reason: slug === 'invalid-grant' ? 'key-revoked' : reason, plainness: 'any' }
}

function isNamed(slug: string, status: number, isRoute: boolean, isOwned: boolean): boolean {
  if (ownLogin.test(slug)) return false
  if (repair.test(slug) || (isRoute && repairOnRoute.test(slug))) return true
  if (isOwned && (credential.test(slug) || ended.test(slug)) && !/(?:^|-)(?:csrf|password|user)(?:-|$)/.test(slug)) {
    return true
  }
  // A bare `upstream_error` is about a credential only where the status says so.
  if (party.test(slug) && (credential.test(slug) || status === 401)) return true
  return isRoute ? party.test(slug) && ended.test(slug) : plainParty.test(slug) && ended.test(slug)
}
