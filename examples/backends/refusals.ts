import {
  forbidden,
  openmrsRefusal,
  type ProblemResponse,
  sessionExpired,
  signInRequired,
  thirdPartyKeyInvalid,
  wrongCredentials,
} from 'why401/problem'

// What an app decides, without HTTP and without a framework. Each function gives the answer to send, or undefined where
// the request may go on.

interface Session {
  readonly user: string
  readonly scopes: readonly string[]
  readonly isOver: boolean
}

const sessions: ReadonlyMap<string, Session> = new Map([
  ['ada', { user: 'ada', scopes: ['reports:read'], isOver: false }],
  ['bob', { user: 'bob', scopes: [], isOver: false }],
  ['old', { user: 'ada', scopes: ['reports:read'], isOver: true }],
])

const sessionIn = (cookie: string | null | undefined): Session | undefined =>
  sessions.get(/(?:^|;\s*)sid=(\w+)/.exec(cookie ?? '')?.[1] ?? '')

export function checkSession(cookie: string | null | undefined): ProblemResponse | undefined {
  const session = sessionIn(cookie)
  if (session === undefined) return signInRequired({ loginUrl: '/login' })
  return session.isOver ? sessionExpired({ loginUrl: '/login' }) : undefined
}

export function checkScope(cookie: string | null | undefined, scope: string): ProblemResponse | undefined {
  return checkSession(cookie) ?? (sessionIn(cookie)?.scopes.includes(scope) ? undefined : forbidden({ scope }))
}

export function checkPassword(form: unknown): ProblemResponse | undefined {
  const password = typeof form === 'object' && form !== null && 'password' in form ? form.password : undefined
  return password === 'lovelace' ? undefined : wrongCredentials()
}

/** `upstream` is what the mail service answered to the key that the user stored. */
export function checkMailService(upstream: { readonly status: number }): ProblemResponse | undefined {
  if (upstream.status !== 401 && upstream.status !== 403) return undefined
  return thirdPartyKeyInvalid({
    integration: 'mail',
    reason: upstream.status === 403 ? 'key-insufficient' : 'key-invalid',
    manageUrl: '/settings/integrations/mail',
    upstream: { status: upstream.status },
  })
}

/** An OpenMRS server knows its own cookie, and a name and a password in `Authorization`. */
export function checkOpenmrs(request: Parameters<typeof openmrsRefusal>[0]): ProblemResponse | undefined {
  return openmrsRefusal(request)
}

/** Stands in for the mail service, which refuses the stored key. */
export async function askMailService(): Promise<{ readonly status: number }> {
  return { status: 401 }
}
