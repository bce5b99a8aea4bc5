import { type Auth, createAuth, type Reauthenticate, type Verdict, verdictOf } from 'why401'

export interface BearerLogin {
  readonly auth: Auth
  readonly getToken: () => string | undefined
  readonly signIn: (form: { readonly user: string; readonly password: string }) => Promise<Verdict | undefined>
}

// #region recipe
/** An API with a bearer token in memory, and a refresh token in an HttpOnly cookie. */
export function createBearerLogin(
  api: string,
  askUser: (why: Reauthenticate) => Promise<boolean>,
  others: readonly string[] = [], // origins that take the same token
): BearerLogin {
  let token: string | undefined
  const keep = async (response: Response): Promise<void> => {
    const { accessToken } = (await response.json()) as { accessToken: string }
    token = accessToken
  }
  const auth = createAuth({
    origins: [api, ...others],
    token: () => token,
    renew: async ({ fetch }) => {
      const response = await fetch(`${api}/token/refresh`, { method: 'POST', credentials: 'include' })
      if (!response.ok) throw new Error(`refresh: ${response.status}`) // 400: the user signs in; 503: it may pass
      await keep(response)
    },
    signIn: ({ verdict }) => askUser(verdict), // false when the user closed the dialog
    routes: [
      { path: '/session', method: 'POST', role: 'sign-in' },
      { path: '/integrations/:integration/*', role: 'integration' },
    ],
  })
  /** For the form of the dialog: undefined when it worked, or why it did not. */
  const signIn: BearerLogin['signIn'] = async (form) => {
    const response = await auth.fetch(`${api}/session`, { method: 'POST', body: JSON.stringify(form) })
    if (response.ok) await keep(response)
    return verdictOf(response)
  }
  return { auth, signIn, getToken: () => token }
}
// #endregion
