import { createElement, useEffect } from 'react'
import { signingIn, useInReact } from '../render.ts'
import { overRest, type Setup } from '../setup.ts'
import { createQueryClient } from './tanstack-react.ts'
// #region setup
import { QueryClientProvider } from '@tanstack/react-query'
import createFetchClient from 'openapi-fetch'
import createClient, { type OpenapiQueryClient } from 'openapi-react-query'
import type { Auth } from 'why401'
import type { paths } from '../generated/paths.ts' // by openapi-typescript

/** The `QueryClient` has the retry rule of the recipe for TanStack Query. */
export function createApi(auth: Auth, base: string): OpenapiQueryClient<paths> {
  return createClient(createFetchClient<paths>({ baseUrl: base, fetch: auth.strictFetch }))
}
// #endregion

export const setup: Setup = {
  name: 'openapi-react-query',
  page: 'openapi-fetch',
  package: 'openapi-react-query',
  ways: ['strictFetch'],
  connect: ({ auth, base }) => {
    const client = createQueryClient(auth)
    const api = createApi(auth, base)
    const use: typeof useInReact = (useState, ending) =>
      useInReact(useState, ending, (child) => createElement(QueryClientProvider, { client }, child))
    return {
      ...overRest({
        get: (path) => use(() => api.useQuery('get', path)),
        post: (path, body) =>
          use(() => {
            const mutation = api.useMutation('post', path)
            const { mutate } = mutation
            useEffect(() => mutate({ body: body as never }), [mutate])
            return mutation
          }),
      }),
      pollReports: (enough) => use(() => api.useQuery('get', '/reports', {}, { refetchInterval: 5 }), { enough }),
      reloadReports: (signIn) => use(() => api.useQuery('get', '/reports'), signingIn(signIn)),
    }
  },
}
