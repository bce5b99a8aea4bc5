import { signingIn, useInReact } from '../render.ts'
import { overRest, type Setup } from '../setup.ts'
import { send } from './fetch.ts'
// #region setup
import { useEffect } from 'react'
import useSWR, { type SWRResponse } from 'swr'
import { type Auth, isAuthError } from 'why401'

export function useLoaded(auth: Auth, url: string): SWRResponse<unknown> {
  const state = useSWR<unknown>(url, (key: string) => send(auth, key), {
    // A refusal is not tried again: the session did what could be done.
    shouldRetryOnError: (error) => !isAuthError(error),
  })
  const { mutate } = state
  // SWR polls no more where there is an error.
  useEffect(() => auth.on('signed-in', () => void mutate()), [auth, mutate])
  return state
}
// #endregion
import useSWRMutation from 'swr/mutation'

export const setup: Setup = {
  name: 'SWR',
  page: 'swr',
  package: 'swr',
  ways: ['strictFetch'],
  connect: ({ auth, base }) => ({
    ...overRest({
      get: (path) => useInReact(() => useLoaded(auth, base + path)),
      post: (path, body) =>
        useInReact(() => {
          const headers = { 'content-type': 'application/json' }
          const init = { method: 'POST', headers, body: JSON.stringify(body) }
          const state = useSWRMutation<unknown>(base + path, (key: string) => send(auth, key, init))
          const { trigger } = state
          useEffect(() => void trigger().catch(() => {}), [trigger])
          return state
        }),
    }),
    // The page asks again whenever an answer was there, as focus does.
    pollReports: (enough) =>
      useInReact(
        () => {
          const state = useLoaded(auth, `${base}/reports`)
          const { error, isValidating, mutate } = state
          useEffect(() => {
            if (error && !isValidating) void mutate()
          }, [error, isValidating, mutate])
          return state
        },
        { enough },
      ),
    reloadReports: (signIn) => useInReact(() => useLoaded(auth, `${base}/reports`), signingIn(signIn)),
  }),
}
