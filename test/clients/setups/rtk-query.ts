import { overRest, type Setup } from '../setup.ts'
// #region setup
import { configureStore } from '@reduxjs/toolkit'
import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query'
import type { Auth } from 'why401'

/** RTK Query keeps the text of what its `fetch` threw, in `error.error`: `verdictOf(error)` reads it. */
export function createReportsApi(auth: Auth, baseUrl: string) {
  return createApi({
    baseQuery: fetchBaseQuery({ baseUrl, fetchFn: auth.strictFetch }),
    endpoints: (build) => ({
      load: build.query<unknown, string>({ query: (url) => url }),
      send: build.mutation<unknown, { url: string; body: object }>({
        query: ({ url, body }) => ({ url, method: 'POST', body }),
      }),
    }),
  })
}
// #endregion

export const setup: Setup = {
  name: 'RTK Query',
  page: 'rtk-query',
  package: '@reduxjs/toolkit',
  ways: ['strictFetch', 'fetch'],
  connect: ({ auth, base }) => {
    const api = createReportsApi(auth, base)
    const store = configureStore({
      reducer: { [api.reducerPath]: api.reducer },
      middleware: (defaults) => defaults().concat(api.middleware),
    })
    const { load, send } = api.endpoints
    return {
      ...overRest({
        get: (path) => store.dispatch(load.initiate(path, { forceRefetch: true })).unwrap(),
        post: (url, body) => store.dispatch(send.initiate({ url, body })).unwrap(),
      }),
      pollReports: async (enough) => {
        const polled = store.dispatch(load.initiate('/reports', { subscriptionOptions: { pollingInterval: 5 } }))
        await enough
        polled.unsubscribe()
        throw load.select('/reports')(store.getState()).error
      },
    }
  },
}
