import type { Hooks, KyInstance, KyRequest } from 'ky'
import { type Auth, type Client, type Fetch, fetchWith, isRequest } from '../fetch/index.js'
import { abortable } from '../session/index.js'
import { throwRefusal, toAuthError } from './auth-error.js'
import { callOf, type KyCall, noteCall, timeoutOf, withoutCall } from './ky-call.js'
import { sendInTime } from './timeout.js'

type Init = NonNullable<Hooks['init']>[number]

/** Fetches that join a session already. */
const ours = new WeakSet<Fetch>()

/**
 * Attaches a session to a ky instance: after a refusal the session renews, emits its events and sends the request again. A
 * call that stays refused throws an `AuthError`, also for a refusal inside a success (a login page, a route with `inspect`);
 * for an error status it is a `HTTPError` of ky too. ky's `timeout` (ms) bounds each attempt and each body as it does without
 * us; the time that the user takes to sign in does not count. `beforeRequest` hooks run again for a replay, and the headers
 * that they set count.
 *
 * @throws TypeError when `ky` is not a ky instance, or `auth` does not come from `createAuth`
 * @example
 * const api = withAuth(ky.create({ prefix: '/api' }), auth)
 * const reports = await api.get('reports').json()
 */
export function withAuth(ky: KyInstance, auth: Auth): KyInstance {
  if (typeof ky?.extend !== 'function') throw new TypeError('withAuth: `ky` must be a ky instance')
  const join = (own: Fetch | undefined): Fetch => {
    const joined = finish(fetchWith(auth, own, client))
    ours.add(joined)
    return joined
  }
  // A fetch that is given later, to `extend` or to one call, is a carrier too.
  const rejoin: Init = (options) => {
    if (options.fetch === undefined || !ours.has(options.fetch)) options.fetch = join(options.fetch)
  }
  return ky.extend((parent) => ({
    fetch: join(parent.fetch),
    hooks: { init: [rejoin, noteCall], beforeError: [toAuthError] },
  }))
}

const client: Client = {
  send: (carrier, input, init, isGlobal) => {
    const call = callOf(init)
    const rest = withoutCall(init)
    const timeout = call && timeoutOf(call)
    if (timeout === undefined) return carrier(input, rest)
    return sendInTime(timeout.ms, carrier, isGlobal, isRequest(input) ? input : new Request(input), rest)
  },
  bodyOf: (init) => callOf(init)?.body,
  readTimeout: (init) => callOf(init)?.timeout?.ms,
  beforeReplay: async (request, init) => {
    const call = callOf(init)
    if (call && call.hooks.length > 0) await abortable(runHooksAgain(call, request), request.signal)
    return request
  },
}

/** After our fetch, ky bounds what it reads by its own timers, and throws for the statuses of refusals. */
function finish(fetch: Fetch): Fetch {
  return (input, init) => {
    const call = callOf(init)
    const end = (): void => {
      if (call?.timeout) call.timeout.isSending = false
    }
    return fetch(input, init).then(
      (response) => {
        end()
        return throwRefusal(response, call?.given.throwHttpErrors)
      },
      (error: unknown) => {
        end()
        throw error
      },
    )
  }
}

/**
 * Runs the app's hooks for a replay. They get a copy: of what they do, only the headers count, so that a hook that changes the
 * URL or uses up the request does so once.
 */
async function runHooksAgain({ hooks, options }: KyCall, request: Request): Promise<void> {
  if (options === undefined) return
  let current: Request = request.clone()
  for (const hook of hooks) {
    const result = await hook({ request: current as KyRequest, options, retryCount: 0 })
    if (isRequest(result)) current = result
  }
  const taken = Array.from(request.headers.keys()).filter((name) => !current.headers.has(name))
  for (const name of taken) request.headers.delete(name)
  // The type of a form names the boundary of its own body.
  for (const [name, value] of current.headers) if (name !== 'content-type') request.headers.set(name, value)
}
