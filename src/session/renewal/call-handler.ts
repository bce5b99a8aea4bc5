import { reportError } from '../store.js'
import { isError, isRefusal, isTransientError } from './handler-error.js'

/** How long `renew` may take, ms. */
export const RENEW_TIMEOUT_MS = 30_000

/** `failed`: for a reason that may pass; no user is signed out for it. */
export type Answer = 'renewed' | 'declined' | 'failed'

/** Calls a handler of the app by `call`; never rejects. */
export async function callHandler(name: string, call: () => Promise<unknown>, signal: AbortSignal): Promise<Answer> {
  try {
    const result = await call()
    if (result === 'renewed' || result === true || result === undefined) return 'renewed'
    if (result === 'declined' || result === false || result === null) return 'declined'
    reportError(new TypeError(`createAuth: \`${name}\` must resolve to "renewed", "declined", a boolean or nothing`))
    return 'failed'
  } catch (error) {
    if (signal.aborted || isTransientError(error)) return 'failed'
    // A mistake in the handler must be seen; what an SDK explains is no mistake.
    if (isError(error) && !isRefusal(error)) reportError(error)
    return 'declined'
  }
}
