import { type Auth, type AuthOptions, createAuth } from 'why401'

export const API = 'https://app.example'

/** Answers by path; every other path gets 204. */
export type Answers = Record<string, () => Response | Promise<Response>>

/** A real `Auth` over a fetch that answers by path. */
export function authOver(answers: Answers, options: AuthOptions = {}): Auth {
  return createAuth({
    origins: [API],
    tabs: false,
    fetch: async (input) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input)
      return (await answers[pathname]?.()) ?? new Response(null, { status: 204 })
    },
    ...options,
  })
}

export const expired = (): Response =>
  new Response(null, { status: 401, headers: { 'www-authenticate': 'Bearer realm="app", error="invalid_token"' } })

/** A promise that a test settles. */
export function gate<T>(): { readonly promise: Promise<T>; readonly open: (value: T) => void } {
  let open: (value: T) => void = () => {}
  const promise = new Promise<T>((resolve) => {
    open = resolve
  })
  return { promise, open }
}

/** A channel that several timelines of one test share. */
export function createHub(): {
  readonly open: (
    name: string,
    hear: (message: unknown) => void,
  ) => { post: (message: unknown) => void; close: () => void }
  readonly posted: unknown[]
  readonly say: (message: unknown) => void
} {
  const members = new Set<(message: unknown) => void>()
  const posted: unknown[] = []
  const deliver = (message: unknown, from?: (message: unknown) => void): void => {
    // A message that cannot be cloned cannot be posted.
    const copy: unknown = structuredClone(message)
    for (const hear of members) if (hear !== from) hear(copy)
  }
  return {
    posted,
    say: (message) => deliver(message),
    open: (_name, hear) => {
      members.add(hear)
      return {
        post: (message) => {
          posted.push(message)
          deliver(message, hear)
        },
        close: () => void members.delete(hear),
      }
    },
  }
}
