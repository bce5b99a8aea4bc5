import type { Router } from '../backend/trpc-router.ts'
import { notePartial } from '../cell.ts'
import type { Client, Setup } from '../setup.ts'
// #region setup
import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client'
import type { Auth } from 'why401'

export function createApi(auth: Auth, url: string): TRPCClient<Router> {
  return createTRPCClient<Router>({ links: [httpBatchLink({ url, fetch: auth.fetch })] })
}
// #endregion
import { httpBatchStreamLink, httpLink } from '@trpc/client'

function overTrpc(api: TRPCClient<Router>): Client {
  return {
    loadReports: () => api.reports.query(),
    signIn: () => api.signIn.mutate(),
    loadAudit: () => api.audit.query(),
    loadForecast: () => api.forecast.query(),
    loadLegacy: () => api.legacy.query(),
  }
}

/** Two calls in one request, of which one is refused; that one's error is what the app catches. */
async function sendBatch(api: TRPCClient<Router>): Promise<unknown> {
  const [saved, charged] = await Promise.allSettled([api.save.mutate(), api.charge.mutate()])
  if (saved.status === 'rejected') throw saved.reason
  if (charged.status === 'rejected') throw notePartial(charged.reason as Error, saved.value)
  return [saved.value, charged.value]
}

const shared = { page: 'trpc', package: '@trpc/client', ways: ['fetch', 'strictFetch'] } as const

export const setup: Setup = {
  ...shared,
  name: 'tRPC, httpBatchLink',
  connect: ({ auth, base }) => {
    const api = createApi(auth, `${base}/trpc`)
    return { ...overTrpc(api), sendBatch: () => sendBatch(api) }
  },
}

export const plainSetup: Setup = {
  ...shared,
  name: 'tRPC, httpLink',
  ways: ['strictFetch', 'fetch'],
  connect: ({ auth, base }) =>
    overTrpc(createTRPCClient<Router>({ links: [httpLink({ url: `${base}/trpc`, fetch: auth.strictFetch })] })),
}

export const streamSetup: Setup = {
  ...shared,
  name: 'tRPC, httpBatchStreamLink',
  connect: ({ auth, base }) => {
    const link = httpBatchStreamLink({ url: `${base}/trpc`, fetch: auth.fetch })
    const api = createTRPCClient<Router>({ links: [link] })
    return { ...overTrpc(api), sendBatch: () => sendBatch(api) }
  },
}
