// Starts the backend of a static example: msw hands requests of the page to it, and the page cannot tell that there is no server.
import { http, HttpResponse } from 'msw'
import { setupWorker } from 'msw/browser'
import type * as Backend from './backend.ts'
import type { Outgoing } from './express.ts'

const OTHER_URL = 'https://other-origin.test'

/** The backend that all tabs share, or one of this page where the browser has no shared workers. */
async function connect(base: string): Promise<Backend.Answer> {
  // One address for all apps: a shared worker is told by it.
  if (!('SharedWorker' in globalThis)) {
    const { createBackend } = (await import(/* @vite-ignore */ `${base}backend/backend.js`)) as typeof Backend
    return createBackend(location.origin)
  }
  // Where the browser can, it outlives a reload of the only tab; elsewhere that is a restart of the server.
  const options = { type: 'module', name: 'why401-examples', extendedLifetime: true } as const
  const { port } = new SharedWorker(`${base}backend/worker.js`, options)
  const waiting = new Map<number, (outgoing: Outgoing) => void>()
  let last = 0
  port.addEventListener('message', ({ data }: MessageEvent<{ id: number; outgoing: Outgoing }>) => {
    waiting.get(data.id)?.(data.outgoing)
    waiting.delete(data.id)
  })
  port.start()
  return (incoming, isWithCookies) =>
    new Promise((resolve) => {
      last += 1
      waiting.set(last, resolve)
      port.postMessage({ id: last, incoming, isWithCookies })
    })
}

const alwaysShown = new Set(['cache-control', 'content-language', 'content-type', 'expires', 'last-modified', 'pragma'])

/** A service worker's answer is shown whole: what a browser hides from another origin's page is left out here (Fetch, CORS filtered response). */
function shownHeaders(headers: Outgoing['headers']): Outgoing['headers'] {
  const exposed = headers.find(([name]) => name === 'access-control-expose-headers')?.[1] ?? ''
  const names = new Set(exposed.toLowerCase().split(/\s*,\s*/))
  return headers.filter(([name]) => alwaysShown.has(name) || names.has(name))
}

/**
 * msw gives its worker back when the only tab is closed. A tab that is opened soon after gets the same worker, which is active already and
 * controls no page before the next load.
 */
async function loadUnderControl(): Promise<void> {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (navigator.serviceWorker.controller !== null || navigation?.type === 'reload') return
  location.reload()
  await new Promise(() => undefined)
}

/** Answers all requests to the example's API from now on. */
export async function startBackend(base: string): Promise<void> {
  const answer = await connect(base)
  const handle = async ({ request }: { readonly request: Request }): Promise<Response> => {
    const isOther = request.url.startsWith(OTHER_URL)
    const isWithCookies = isOther ? request.credentials === 'include' : request.credentials !== 'omit'
    const headers = {
      ...Object.fromEntries(request.headers),
      host: new URL(request.url).host,
      origin: location.origin,
      'sec-fetch-site': isOther ? 'same-site' : 'same-origin',
    }
    const text = await request.text()
    const outgoing = await answer({ method: request.method, url: request.url, headers, text }, isWithCookies)
    // Chromium makes a network error of a 407 that no proxy sent.
    if (outgoing.status === 407) return HttpResponse.error()
    const isEmpty = outgoing.status === 204
    return new Response(isEmpty ? null : outgoing.text, {
      status: outgoing.status,
      headers: isOther ? shownHeaders(outgoing.headers) : outgoing.headers,
    })
  }
  const worker = setupWorker(http.all(`${location.origin}/api/*`, handle), http.all(`${OTHER_URL}/api/*`, handle))
  await worker.start({ serviceWorker: { url: `${base}mockServiceWorker.js` }, onUnhandledFrame: 'bypass', quiet: true })
  await loadUnderControl()
}
