import type { ClassifyContext, Kind, Reason } from 'why401'
import {
  forbidden,
  openmrsRefusal,
  type ProblemResponse,
  sessionExpired,
  signInRequired,
  stepUpRequired,
  thirdPartyKeyInvalid,
  tokenRefused,
  wrongCredentials,
} from 'why401/problem'

/** One call of `why401/problem`, where it answers, and what a client must make of it. */
export interface Answer {
  readonly title: string
  readonly create: () => ProblemResponse
  readonly kind: Kind
  readonly reason: Reason
  /** Default: any request to a resource. */
  readonly context?: ClassifyContext
}

const bearer = { request: { url: 'https://app.test/api/x', headers: { authorization: 'Bearer t' } } }
const basic = { request: { url: 'https://app.test/openmrs/x', headers: { authorization: 'Basic YTpi' } } }
const signIn = { role: 'sign-in', request: { url: 'https://app.test/login', method: 'POST', headers: {} } } as const

const session: readonly Answer[] = [
  { title: 'signInRequired()', create: () => signInRequired(), kind: 'reauthenticate', reason: 'no-credentials' },
  { title: 'sessionExpired()', create: () => sessionExpired(), kind: 'reauthenticate', reason: 'session-expired' },
  {
    title: 'sessionExpired() with names of its own',
    create: () =>
      sessionExpired({ scheme: 'Cookie', realm: 'shop "a"', type: 'https://api.test/problems/session-expired' }),
    kind: 'reauthenticate',
    reason: 'session-expired',
  },
  ...(['token-expired', 'token-invalid', 'token-revoked'] as const).flatMap((reason) =>
    (['Bearer', 'DPoP'] as const).map((scheme): Answer => ({
      title: `tokenRefused(${reason}, ${scheme})`,
      create: () => tokenRefused({ reason, scheme }),
      kind: 'reauthenticate',
      reason,
      context: bearer,
    })),
  ),
  {
    title: 'stepUpRequired()',
    create: () => stepUpRequired({ acrValues: ['mfa', 'hwk'], maxAge: 300 }),
    kind: 'reauthenticate',
    reason: 'step-up',
    context: bearer,
  },
]

const rejected: readonly Answer[] = (['wrong-credentials', 'account-locked', 'account-disabled'] as const).flatMap(
  (reason): Answer[] => [
    {
      title: `wrongCredentials(${reason}), at a form`,
      create: () => wrongCredentials({ reason }),
      kind: 'credentials-rejected',
      reason,
      context: signIn,
    },
    {
      title: `wrongCredentials(${reason}), where no role is known`,
      create: () => wrongCredentials({ reason }),
      kind: 'credentials-rejected',
      reason,
    },
    {
      title: `wrongCredentials(${reason}), to Basic credentials`,
      create: () => wrongCredentials({ reason, challenge: 'Session realm="app"' }),
      kind: 'credentials-rejected',
      reason,
      context: basic,
    },
  ],
)

const denied: readonly Answer[] = [
  { title: 'forbidden()', create: () => forbidden(), kind: 'forbidden', reason: 'permission' },
  {
    title: 'forbidden(scope)',
    create: () => forbidden({ scope: 'reports:write reports:read' }),
    kind: 'forbidden',
    reason: 'insufficient-scope',
    context: bearer,
  },
  ...(['permission', 'csrf', 'policy', 'mfa-enrolment-required'] as const).map((reason): Answer => ({
    title: `forbidden(${reason})`,
    create: () => forbidden({ reason }),
    kind: 'forbidden',
    reason,
  })),
]

const thirdPartyContexts: readonly ClassifyContext[] = [{}, { role: 'integration' }, { integration: 'mail' }, bearer]

const thirdParty: readonly Answer[] = (
  ['key-invalid', 'key-expired', 'key-revoked', 'key-missing', 'key-insufficient'] as const
).flatMap((reason) =>
  thirdPartyContexts.map((context): Answer => ({
    title: `thirdPartyKeyInvalid(${reason}) ${JSON.stringify(context)}`,
    create: () =>
      thirdPartyKeyInvalid({ integration: 'mail', reason, manageUrl: '/settings/mail', upstream: { status: 401 } }),
    kind: 'third-party-key-invalid',
    reason,
    context,
  })),
)

const openmrsCases = [
  ['nothing', {}, 'reauthenticate', 'no-credentials'],
  ['a dead cookie', { cookie: 'a=b; JSESSIONID=s' }, 'reauthenticate', 'session-expired'],
  ['wrong Basic credentials', { authorization: 'Basic YTpi' }, 'credentials-rejected', 'wrong-credentials'],
  ['both', { authorization: 'basic YTpi', cookie: 'JSESSIONID=s' }, 'credentials-rejected', 'wrong-credentials'],
] as const

const openmrs: readonly Answer[] = openmrsCases.flatMap(([title, sent, kind, reason]) =>
  [{}, { 'disable-www-authenticate': 'true' }].map((more): Answer => {
    const headers: Record<string, string> = { ...sent, ...more }
    return {
      title: `openmrsRefusal() to ${title}${'disable-www-authenticate' in more ? ', without a challenge' : ''}`,
      create: () => openmrsRefusal({ headers }),
      kind,
      reason,
      context: { request: { url: 'https://app.test/openmrs/ws/rest/v1/patient', headers } },
    }
  }),
)

/** At least one of each function, reason and circumstance. */
export const answers: readonly Answer[] = [...session, ...rejected, ...denied, ...thirdParty, ...openmrs]
