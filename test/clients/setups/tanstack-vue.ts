import { type Ending, signingIn, useInVue } from '../render.ts'
import { overRest, type Setup } from '../setup.ts'
import { send } from './fetch.ts'
// #region setup
import { QueryClient, useMutation, useQuery, type UseQueryReturnType } from '@tanstack/vue-query'
import { type Auth, isAuthError } from 'why401'

export function createQueryClient(auth: Auth): QueryClient {
  // A refusal is not tried again: the session did what could be done.
  const retry = (count: number, error: unknown): boolean => !isAuthError(error) && count < 3
  const client = new QueryClient({ defaultOptions: { queries: { retry } } })
  auth.on('signed-in', () => void client.invalidateQueries())
  return client
}

export function useLoaded(
  auth: Auth,
  client: QueryClient,
  url: string,
  refetchInterval: number | false = false,
): UseQueryReturnType<unknown, Error> {
  return useQuery({ queryKey: [url], queryFn: ({ signal }) => send(auth, url, { signal }), refetchInterval }, client)
}
// #endregion

export const setup: Setup = {
  name: 'TanStack Query, Vue',
  page: 'tanstack-query',
  package: '@tanstack/vue-query',
  ways: ['strictFetch'],
  connect: ({ auth, base }) => {
    const client = createQueryClient(auth)
    const load = (url: string, ending?: Ending, interval?: number): Promise<unknown> =>
      useInVue(() => {
        const { data, error } = useLoaded(auth, client, url, interval)
        return () => ({ data: data.value, error: error.value })
      }, ending)
    const post = (url: string, body: object): Promise<unknown> =>
      useInVue(() => {
        const headers = { 'content-type': 'application/json' }
        const mutationFn = (): Promise<unknown> =>
          send(auth, url, { method: 'POST', headers, body: JSON.stringify(body) })
        const { data, error, mutate } = useMutation({ mutationFn }, client)
        mutate()
        return () => ({ data: data.value, error: error.value })
      })
    return {
      ...overRest({ get: (path) => load(base + path), post: (path, body) => post(base + path, body) }),
      pollReports: (enough) => load(`${base}/reports`, { enough }, 5),
      reloadReports: (signIn) => load(`${base}/reports`, signingIn(signIn)),
    }
  },
}
