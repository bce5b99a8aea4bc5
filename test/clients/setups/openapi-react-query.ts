import { createElement, useEffect } from 'react'
import { useInReact } from '../render.ts'
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
    const wrap: Parameters<typeof useInReact>[1] = (child) => createElement(QueryClientProvider, { client }, child)
    return {
      ...overRest({
        get: (path) => useInReact(() => api.useQuery('get', path), wrap),
        post: (path, body) =>
          useInReact(() => {
            const mutation = api.useMutation('post', path)
            const { mutate } = mutation
            useEffect(() => mutate({ body: body as never }), [mutate])
            return mutation
          }, wrap),
      }),
      pollReports: (enough) =>
        useInReact(() => api.useQuery('get', '/reports', {}, { refetchInterval: 5 }), wrap, enough),
    }
  },
}
