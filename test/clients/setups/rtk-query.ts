import { overRest, type Setup } from '../setup.ts'
// #region setup
import { configureStore } from '@reduxjs/toolkit'
import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query'
import type { Auth } from 'why401'

/** RTK Query keeps the text of what its `fetch` threw, in `error.error`: `verdictOf(error)` reads it. */
export const createReportsApi = (auth: Auth, baseUrl: string) =>
  createApi({
    baseQuery: fetchBaseQuery({ baseUrl, fetchFn: auth.strictFetch }),
    tagTypes: ['ofUser'],
    endpoints: (build) => ({
      load: build.query<unknown, string>({ query: (url) => url, providesTags: ['ofUser'] }),
      send: build.mutation<unknown, { url: string; body: object }>({
        query: ({ url, body }) => ({ url, method: 'POST', body }),
      }),
    }),
  })

export const createStore = (auth: Auth, api: ReturnType<typeof createReportsApi>) => {
  const store = configureStore({
    reducer: { [api.reducerPath]: api.reducer },
    middleware: (defaults) => defaults().concat(api.middleware),
  })
  auth.on('signed-in', () => void store.dispatch(api.util.invalidateTags(['ofUser'])))
  return store
}
// #endregion

export const setup: Setup = {
  name: 'RTK Query',
  page: 'rtk-query',
  package: '@reduxjs/toolkit',
  ways: ['strictFetch', 'fetch'],
  connect: ({ auth, base }) => {
    const api = createReportsApi(auth, base)
    const store = createStore(auth, api)
    const { load, send } = api.endpoints
    const reports = (): { readonly data?: unknown; readonly error?: unknown } =>
      load.select('/reports')(store.getState())
    return {
      ...overRest({
        get: (path) => store.dispatch(load.initiate(path, { forceRefetch: true })).unwrap(),
        post: (url, body) => store.dispatch(send.initiate({ url, body })).unwrap(),
      }),
      pollReports: (enough) => {
        void store.dispatch(load.initiate('/reports', { subscriptionOptions: { pollingInterval: 5 } }))
        return enough.then(() => Promise.reject(reports().error))
      },
      reloadReports: (signIn) =>
        new Promise((resolve) => {
          store.subscribe(() => {
            if (reports().error) signIn()
            if (reports().data) resolve(reports().data)
          })
          void store.dispatch(load.initiate('/reports'))
        }),
    }
  },
}
