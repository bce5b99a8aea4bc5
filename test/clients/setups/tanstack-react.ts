import { createElement, useEffect } from 'react'
import { signingIn, useInReact } from '../render.ts'
import { overRest, type Setup } from '../setup.ts'
import { send } from './fetch.ts'
// #region setup
import { QueryClient, QueryClientProvider, useMutation, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { type Auth, isAuthError } from 'why401'

export function createQueryClient(auth: Auth): QueryClient {
  // A refusal is not tried again: the session did what could be done.
  const retry = (count: number, error: unknown): boolean => !isAuthError(error) && count < 3
  const client = new QueryClient({ defaultOptions: { queries: { retry } } })
  auth.on('signed-in', () => void client.invalidateQueries())
  return client
}

export function useLoaded(auth: Auth, url: string, refetchInterval: number | false = false): UseQueryResult {
  return useQuery({ queryKey: [url], queryFn: ({ signal }) => send(auth, url, { signal }), refetchInterval })
}
// #endregion

export const setup: Setup = {
  name: 'TanStack Query, React',
  page: 'tanstack-query',
  package: '@tanstack/react-query',
  ways: ['strictFetch'],
  connect: ({ auth, base }) => {
    const client = createQueryClient(auth)
    const use: typeof useInReact = (useState, ending) =>
      useInReact(useState, ending, (child) => createElement(QueryClientProvider, { client }, child))
    const post = (url: string, body: object): Promise<unknown> =>
      use(() => {
        const headers = { 'content-type': 'application/json' }
        const mutationFn = (): Promise<unknown> =>
          send(auth, url, { method: 'POST', headers, body: JSON.stringify(body) })
        const mutation = useMutation({ mutationFn })
        const { mutate } = mutation
        useEffect(() => mutate(), [mutate])
        return mutation
      })
    return {
      ...overRest({
        get: (path) => use(() => useLoaded(auth, base + path)),
        post: (path, body) => post(base + path, body),
      }),
      pollReports: (enough) => use(() => useLoaded(auth, `${base}/reports`, 5), { enough }),
      reloadReports: (signIn) => use(() => useLoaded(auth, `${base}/reports`), signingIn(signIn)),
    }
  },
}
