import { type Auth, createAuth } from 'why401'

/** The parts of `ServiceWorkerGlobalScope` that are used; the types of DOM have none. */
export interface WorkerScope {
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
}

interface FetchEvent {
  readonly request: Request
  readonly respondWith: (response: Promise<Response>) => void
}

// #region worker
/** In the service worker: the token lives here, and no page ever sees it. */
export function guardRequests(scope: WorkerScope, api: string): Auth {
  let token: string | undefined
  const auth = createAuth({
    origins: [api],
    token: () => token,
    tabs: false, // or a renewal that is refused here would be a sign-out of the pages, which ask nobody then
    renew: async ({ fetch }) => {
      const response = await fetch(`${api}/token/refresh`, { method: 'POST', credentials: 'include' })
      if (!response.ok) throw new Error(`refresh: ${response.status}`)
      const { accessToken } = (await response.json()) as { accessToken: string }
      token = accessToken
    },
  })
  scope.addEventListener('fetch', (event) => {
    if (event.request.url.startsWith(`${api}/api/`)) event.respondWith(auth.fetch(event.request))
  })
  scope.addEventListener('message', ({ data }) => {
    if (data === 'signed-in') auth.signedIn()
  })
  return auth
}
// #endregion

// #region page
/** In the page: what the worker could not renew, the user is asked for. */
export function createPageAuth(api: string, askUser: () => Promise<boolean>): Auth {
  return createAuth({
    origins: [api],
    signIn: async () => {
      const isSignedIn = await askUser()
      if (isSignedIn) navigator.serviceWorker.controller?.postMessage('signed-in')
      return isSignedIn
    },
    routes: [{ path: '/session', method: 'POST', role: 'sign-in' }],
  })
}
// #endregion
