import { overRest, type Setup } from '../setup.ts'
// #region setup
import type { Auth } from 'why401'

/** The app's own few lines over `fetch`. */
export async function send(auth: Auth, url: string, init?: RequestInit): Promise<unknown> {
  const response = await auth.strictFetch(url, init)
  if (!response.ok) throw new Error(`HTTP ${response.status}`, { cause: response })
  return response.json()
}
// #endregion

export const setup: Setup = {
  name: 'fetch',
  page: 'fetch',
  ways: ['strictFetch', 'fetch'],
  connect: ({ auth, base }) =>
    overRest({
      get: (path) => send(auth, base + path),
      post: (path, body) =>
        send(auth, base + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
    }),
}
