import type { ThirdPartyReason } from './members.js'

/** Codes of services whose words do not name a third party. */
const known = /^(?:item-login-required|failed-to-(?:get|refresh)-access-token)$/
const thirdParty =
  /(?:^|-)(?:integration|third-?party|connector|connection|provider|upstream|external|vendor|app-connect)(?:-|$)/
/** The identity provider is our own sign-in, not somebody else's key. */
const ownLogin = /(?:^|-)(?:identity|auth|login|sso|oidc|saml|oauth2?)-provider(?:-|$)/
const apiKey = /(?:^|-)(?:x-)?api-?(?:key|token)s?(?:-|$)/
const credential =
  /(?:^|-)(?:keys?|tokens?|credentials?|secret|o?auth2?|authentication|authorization|login|scopes?|unauthori[sz]ed|unauthenticated|refresh|reauth\w*|reconnect\w*|grant)(?:-|$)/
/** Words of our own session, user and forms: never a third party's, unless the code names one. */
const own = /(?:^|-)(?:session|csrf|xsrf|user|account|password|login|signed|logged|mfa|otp|required|client)(?:-|$)/

const failures: readonly (readonly [RegExp, ThirdPartyReason])[] = [
  [/expired/, 'key-expired'],
  [/revoked|disconnected|reauth|reconnect|login-required|deauthorized/, 'key-revoked'],
  [/missing|not-(?:set|configured|connected|found)|required/, 'key-missing'],
  [/scope|insufficient/, 'key-insufficient'],
  [
    /invalid|unauthori[sz]ed|unauthenticated|error|fail(?:ed|ure)|reject|denied|refused|exception|bad|incorrect|wrong|backoff|grant/,
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
export function thirdPartyCode(
  slug: string,
  status: number,
): { readonly reason: ThirdPartyReason; readonly plainness: Plainness } | undefined {
  const reason = failureIn(slug)
  if (reason === undefined || slug.length > 80) return undefined
  if (known.test(slug)) return { reason, plainness: 'named' }
  // A bare `upstream_error` is about a credential only where the status says so.
  if (thirdParty.test(slug) && (credential.test(slug) || status === 401) && !ownLogin.test(slug)) {
    return { reason, plainness: 'named' }
  }
  if (apiKey.test(slug)) return { reason, plainness: 'api-key' }
  return credential.test(slug) && !own.test(slug)
    ? { reason: slug === 'invalid-grant' ? 'key-revoked' : reason, plainness: 'any' }
    : undefined
}
