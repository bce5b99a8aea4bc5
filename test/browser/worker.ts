import { setupWorker } from 'msw/browser'
import { http, HttpResponse } from 'msw/http'
import { afterAll, afterEach, beforeAll } from 'vitest'

export { http, HttpResponse }

/** The app's own origin, as an app developer would mock it. */
export const worker = setupWorker()

/** One worker for the tests of one file. */
export function useWorker(): void {
  beforeAll(() => worker.start({ quiet: true, onUnhandledFrame: 'bypass' }))
  afterEach(() => worker.resetHandlers())
  afterAll(() => worker.stop())
}

/** The requests that the app's backend received. */
export interface Got {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: string
}

/** Answers `path` with 401 until `open()`; keeps the requests. */
export function guard(path: string): { readonly got: Got[]; readonly open: () => void } {
  const got: Got[] = []
  let closed = true
  worker.use(
    http.all(path, async ({ request }) => {
      const bytes = new Uint8Array(await request.arrayBuffer())
      got.push({
        method: request.method,
        headers: Object.fromEntries(request.headers),
        body: String.fromCharCode(...bytes),
      })
      return closed
        ? HttpResponse.json(
            { error: 'sign in' },
            { status: 401, headers: { 'WWW-Authenticate': 'Bearer realm="app"' } },
          )
        : HttpResponse.json({ ok: true })
    }),
  )
  return {
    got,
    open: () => {
      closed = false
    },
  }
}
