import { type Hooks, TimeoutError } from 'ky'

type Fetch = typeof globalThis.fetch

/** ky hands options that it does not know to `fetch`: so its own `timeout` reaches the carrier under this name. */
const OPTION = 'why401Timeout'

/** ky starts its timer before our fetch, so a person who signs in would be charged to it: take it over. */
export const takeOverTimeout: NonNullable<Hooks['init']>[number] = (options) => {
  const { timeout = 10_000 } = options
  // What a timer cannot hold is for ky to refuse.
  if (timeout !== false && timeout <= 2_147_483_647) Object.assign(options, { timeout: false, [OPTION]: timeout })
}

/** Runs the timer that was taken over: once for each attempt, and once for a body that ky reads. */
export function withTimeout(carrier: Fetch): Fetch {
  return (input, init) => {
    const { [OPTION]: ms, ...rest } = (init ?? {}) as RequestInit & { readonly [OPTION]?: number }
    if (ms === undefined) return carrier(input, init)
    // A copy would move the body over; ky hands us a request of its own for each attempt.
    const request = input instanceof Request ? input : new Request(input)
    const controller = new AbortController()
    const limit = <T>(promise: Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          const error = new TimeoutError(request)
          reject(error)
          controller.abort(error)
        }, ms)
        promise.then(resolve, reject).finally(() => clearTimeout(timer))
      })
    const sent = carrier(request, { ...rest, signal: AbortSignal.any([request.signal, controller.signal]) })
    return limit(sent).then((response) => (request.headers.has('accept') ? limitReads(response, limit) : response))
  }
}

/**
 * ky bounds the body reads of its shortcuts (`.json()` …), which always send `Accept`; without its `timeout` it no longer
 * does. A body that the app reads by itself stays unbounded, as with ky.
 */
function limitReads(response: Response, limit: <T>(promise: Promise<T>) => Promise<T>): Response {
  for (const name of ['arrayBuffer', 'blob', 'bytes', 'formData', 'text'] as const) {
    const read: unknown = response[name]
    if (typeof read === 'function') {
      Object.defineProperty(response, name, {
        configurable: true,
        value: () => limit(read.call(response) as Promise<unknown>),
      })
    }
  }
  return response
}
