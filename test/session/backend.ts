import type { Auth, AuthEvents, AuthEventType } from 'why401'
import { refusal, serve, type Answer, type Hit, type TestServer } from '../fetch/server.ts'

/** A backend that knows one valid token at a time, and a client that holds one. */
export interface Backend extends TestServer {
  /** The token that the backend accepts now. */
  valid: string
  /** The token that the client sends. */
  token: string
  readonly authorize: (request: Request) => void
  /** Gets the client the valid token. */
  readonly refresh: () => void
}

/** Everything under `/api` needs the valid token; `special` may answer otherwise. */
export async function startBackend(
  special: (hit: Hit) => Answer | undefined | Promise<Answer | undefined> = () => undefined,
): Promise<Backend> {
  const server = await serve(
    async (hit) =>
      (await special(hit)) ??
      (hit.headers.authorization === `Bearer ${backend.valid}` ? { body: { ok: true } } : refusal),
  )
  const backend: Backend = {
    ...server,
    valid: 'new',
    token: 'old',
    authorize: (request) => request.headers.set('authorization', `Bearer ${backend.token}`),
    refresh: () => {
      backend.token = backend.valid
    },
  }
  return backend
}

const all: readonly AuthEventType[] = [
  'reauthenticate',
  'credentials-rejected',
  'forbidden',
  'third-party-key-invalid',
  'signed-in',
  'signed-out',
  'integration-fixed',
]

/** Every event but `verdict`, in order. */
export function record(auth: Auth): {
  readonly events: AuthEvents[AuthEventType][]
  readonly types: () => string[]
  readonly verdicts: AuthEvents['verdict'][]
} {
  const events: AuthEvents[AuthEventType][] = []
  const verdicts: AuthEvents['verdict'][] = []
  for (const type of all) auth.on(type, (event) => events.push(event))
  auth.on('verdict', (event) => verdicts.push(event))
  return { events, types: () => events.map(({ type }) => type), verdicts }
}
