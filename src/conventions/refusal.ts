import type { Evidence, Reason } from '../verdict/index.js'

/** What slugs mean: of problem types, and of typed codes wherever they stand; the first that fits counts. */
const meanings: readonly (readonly [Reason, slug: RegExp])[] = [
  ['csrf', /(?:^|-)[cx]srf(?:-|$)/],
  ['session-expired', /^(?:(?:session|login)-(?:expired|invalid|time(?:out|d-out))|(?:expired|invalid)-session)$/],
  ['token-expired', /^(?:(?:access-)?token|jwt)-expired$|^expired-(?:access-)?token$/],
  ['token-invalid', /^(?:(?:access-)?token|jwt)-invalid$|^invalid-(?:(?:access-)?token|jwt)$/],
  ['token-revoked', /^(?:(?:access-)?token|session)-revoked$|^revoked-token$/],
  ['no-credentials', /^(?:no-credentials|not-(?:(?:signed|logged)-in|authenticated)|unauthenticated|(?:authentication|login|sign-in)-required|missing-token|token-missing)$/],
  ['step-up', /^(?:step-up(?:-required)?|insufficient-user-authentication|(?:reauthentication|mfa)-required)$/],
  ['wrong-credentials', /^(?:wrong|invalid|bad|incorrect)-(?:credentials|(?:email-or-)?password)$/],
  ['account-locked', /^(?:account|user)-(?:temporarily-)?locked$/],
  ['account-disabled', /^(?:account|user)-(?:disabled|suspended|deactivated)$/],
  ['insufficient-scope', /^(?:insufficient|missing)-scopes?$/],
  ['permission', /^(?:permission|access)-denied$|^(?:insufficient|missing)-(?:permission|privilege)s?$|^not-permitted$/],
  ['policy', /^ip-(?:address-)?(?:not-allowed|blocked)$/],
  ['mfa-enrolment-required', /^mfa-enroll?ment-required$/],
  ['rate-limited', /^(?:rate-limit(?:ed|-exceeded)|too-many-requests|quota-exceeded)$/],
]

/** What a slug means, whoever says it. */
export function reasonOf(slug: string): Reason | undefined {
  return meanings.find(([, words]) => words.test(slug))?.[0]
}

/** What a reason means at this endpoint: what refuses a renewal, refuses the renewal; whoever signs in is not signed in yet. */
export function readAs(reason: Reason, { role }: Evidence): Reason | undefined {
  if (role === 'renewal' && /^(?:session|token|no|wrong)-/.test(reason)) return 'renewal-rejected'
  return role === 'sign-in' && reason === 'no-credentials' ? undefined : reason
}
