import type { Evidence, Reason } from '../../verdict/index.js'

/** What slugs mean: of problem types, and of typed codes wherever they stand; the first that fits counts. */
const meanings: readonly (readonly [Reason, slug: RegExp])[] = [
  ['csrf', /(?:^|-)[cx]srf(?:-|$)|^invalid-(?:request-)?(?:origin|authenticity-token)$/],
  [
    'session-expired',
    /^(?:user-)?(?:session|login)-(?:has-)?(?:expired|invalid|not-found|time(?:out|d-out))$|^(?:expired|invalid|no)-session$/,
  ],
  [
    'token-expired',
    /^(?:(?:access-|auth-|id-|bearer-)?token|jwt)-(?:has-|is-)?expired$|^expired-(?:(?:access-|auth-|id-)?token|jwt|signature)$/,
  ],
  [
    'token-invalid',
    /^(?:(?:access-|auth-|bearer-)?token|jwt)-(?:is-)?(?:invalid|not-valid|malformed|not-fresh)$|^(?:invalid|malformed|bad)-(?:(?:access-|auth-|bearer-|id-)?token|jwt)$/,
  ],
  [
    'token-revoked',
    /^(?:(?:access-|auth-)?token|session)-(?:is-|was-|has-been-)?(?:revoked|blacklisted)$|^revoked-token$/,
  ],
  [
    'no-credentials',
    /^(?:no|missing)-(?:credentials|(?:access-|auth-|bearer-)?token|authentication|authori[sz]ation(?:-header|-token)?|auth-header)$|^(?:user-)?not-(?:(?:signed|logged)-in|authenticated)$|^unauthenticated$|^(?:auth(?:entication|ori[sz]ation)?|login|log-in|sign-in|credentials|token)-required$|^requires-(?:auth(?:entication)?|login)$|^must-(?:authenticate|log-in|login)$|^(?:access-|auth-)?token-(?:missing|not-provided)$/,
  ],
  [
    'step-up',
    /^step-up(?:-required)?$|^insufficient-user-authentication$|^(?:re-?auth(?:entication)?|recent-(?:login|sign-in)|password-confirmation|sudo|sudo-mode|mfa|otp|totp|2fa|two-factor|tfa)-required$|^requires-(?:recent-login|two-factor|mfa|2fa|step-up)$|^fresh-token-required$/,
  ],
  [
    'wrong-credentials',
    /^(?:wrong|invalid|bad|incorrect)-(?:(?:login-|user-)?credentials?|login|(?:(?:email|username|login|user)-(?:or-|and-)?)?password|username-or-password)$|^password-(?:incorrect|invalid|wrong|mismatch)$|^(?:wrong|invalid|bad|incorrect)-(?:(?:otp|totp|mfa|2fa|two-factor)(?:-code|-token)?|verification-code)$/,
  ],
  [
    'account-locked',
    /^(?:account|user)-(?:is-)?(?:temporarily-)?(?:locked|lockout|locked-out)$|^locked-out$|^(?:too-many|max(?:imum)?)-(?:failed-)?(?:login|sign-in)-attempts(?:-exceeded)?$/,
  ],
  [
    'account-disabled',
    /^(?:account|user)-(?:is-)?(?:disabled|suspended|deactivated|inactive|banned|blocked|not-active)$|^(?:inactive|disabled|banned|blocked|suspended)-(?:account|user)$/,
  ],
  [
    'insufficient-scope',
    /^(?:insufficient|missing)-scopes?$|^(?:token-)?scopes?-(?:insufficient|missing|not-granted)$/,
  ],
  [
    'permission',
    /^(?:permission|access)-denied$|^(?:insufficient|missing|no)-(?:permission|privilege|right)s?$|^not-permitted$/,
  ],
  ['policy', /^ip-(?:address-)?(?:not-allowed|blocked|denied)$/],
  ['mfa-enrolment-required', /^(?:mfa|2fa|two-factor)-(?:enroll?ment|setup|registration)-required$/],
  [
    'rate-limited',
    /^(?:rate-limit(?:ed|-exceeded|-reached)?|too-many-requests|(?:quota|request-limit)-exceeded|throttl(?:ed|ing))$/,
  ],
]

/** What only a sign-in endpoint means by a word. */
const atSignIn: readonly (readonly [Reason, slug: RegExp])[] = [
  [
    'wrong-credentials',
    /^(?:user|account|email|username)-(?:not-found|does-not-exist|unknown)$|^(?:unknown|no-such)-(?:user|account)$|^(?:auth(?:entication)?|login|sign-in)-(?:failed|failure|error)$|^(?:invalid|bad)-(?:user(?:name)?|grant)$/,
  ],
  [
    'account-disabled',
    /^(?:email|account|user)-(?:is-)?(?:not-(?:confirmed|verified|activated|enabled)|unconfirmed|unverified)$|^unverified-(?:email|account)$/,
  ],
  [
    'invalid-request',
    /^(?:validation|invalid)-(?:error|failed|failure|exception|payload|input|email|body|json|parameters?|params)$|^(?:validation|bad-request|unprocessable-entity|request-validation)$|^missing-(?:password|email|username|field|parameter|required-\w+)s?$|^(?:password|email|username|field)-required$/,
  ],
]

/** What a slug means, whoever says it; the frame that languages put around an error's name does not count. */
export function reasonFromSlug(slug: string, role?: Evidence['role']): Reason | undefined {
  const name = slug.replace(/^(?:err(?:or)?|e|auth)-(?=.+-)|-(?:err(?:or)?|exception)$/g, '')
  const known = role === 'sign-in' ? [...meanings, ...atSignIn] : meanings
  return known.find(([, words]) => words.test(slug) || words.test(name))?.[0]
}

/**
 * What a reason means at this endpoint: what refuses a renewal, refuses the renewal; whoever signs in is not signed in yet,
 * and a token that is wrong there is what was submitted.
 */
export function reasonForRole(reason: Reason, { role }: Evidence): Reason | undefined {
  if (role === 'renewal' && /^(?:session|token|no|wrong)-/.test(reason)) return 'renewal-rejected'
  if (role !== 'sign-in') return reason
  return reason === 'no-credentials' ? undefined : reason.startsWith('token-') ? 'wrong-credentials' : reason
}
