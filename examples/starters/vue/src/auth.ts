import { createAuth, createTokens, type Reauthenticate, type TokenAnswer } from 'why401'

/** The access token is in memory, and is renewed a little before it expires: one request for all tabs and calls. */
const tokens = createTokens({
  // The cookie says who the user is. 401: the user has to sign in.
  refresh: ({ fetch }) => fetch('/api/token', { method: 'POST' }),
})

/** The one `auth` of this app. Nothing else looks at a status. */
export const auth = createAuth({
  ...tokens.options,
  signIn: async ({ verdict, signal }) => {
    const answer = await askUser(verdict, signal)
    if (answer) tokens.set(answer)
    return answer !== undefined
  },
  routes: [
    { path: '/api/session', method: 'POST', role: 'sign-in' },
    { path: '/api/session', method: 'DELETE', role: 'sign-out' },
    { path: '/api/token', role: 'renewal' },
    { path: '/api/integrations/:integration/*', role: 'integration' },
  ],
})
auth.on('signed-out', tokens.clear)

/** What the page asks the user: undefined while nothing is asked. */
export interface Question {
  readonly verdict: Reauthenticate | undefined
  /** Sends the password; resolves to whether it was right. */
  readonly send: (password: string) => Promise<boolean>
  readonly cancel: () => void
}

let question: Question | undefined
const listeners = new Set<() => void>()

export const questions = {
  get: (): Question | undefined => question,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}

function show(next: Question | undefined): void {
  question = next
  for (const listener of listeners) listener()
}

/** Opens the dialog; resolves to what the sign-in answered, or to undefined when the user declined. */
async function askUser(verdict: Reauthenticate, signal: AbortSignal): Promise<TokenAnswer | undefined> {
  try {
    return await new Promise<TokenAnswer | undefined>((resolve) => {
      const cancel = (): void => resolve(undefined)
      signal.addEventListener('abort', cancel, { once: true })
      show({
        verdict,
        cancel,
        send: async (password) => {
          const response = await auth.fetch('/api/session', { method: 'POST', body: JSON.stringify({ password }) })
          if (response.ok) resolve((await response.json()) as TokenAnswer)
          return response.ok
        },
      })
    })
  } finally {
    show(undefined)
  }
}

export async function signOut(): Promise<void> {
  const response = await auth.fetch('/api/session', { method: 'DELETE' })
  if (response.ok) auth.signedOut()
}

/** Reads JSON; undefined where the answer was a refusal, which the page shows by its own. */
export async function readJson<T>(path: string): Promise<T | undefined> {
  const response = await auth.fetch(path)
  return response.ok ? ((await response.json()) as T) : undefined
}

export async function storeWeatherKey(key: string): Promise<boolean> {
  const { ok } = await auth.fetch('/api/integrations/weather/key', { method: 'PUT', body: JSON.stringify({ key }) })
  return ok
}

/** Makes the server forget all access tokens: the next request is refused, renewed and sent again. */
export async function expireTokens(): Promise<void> {
  await fetch('/api/expire', { method: 'POST' })
}
