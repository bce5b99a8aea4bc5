import { TimeoutError } from 'ky'
import type { Fetch } from '../fetch/index.js'

/** The longest that a timer can wait. */
const MAX_TIMEOUT_MS = 2_147_483_647

/** ky's own default. */
const DEFAULT_TIMEOUT_MS = 10_000

/** The `timeout` of one ky call. */
export interface Timeout {
  readonly ms: number
  /** True while ky waits for our fetch: then each attempt is bounded here, and ky's own timer must not count a person's time. */
  isSending: boolean
  /** Stands for the number in ky's options: ky's timers convert it each time when they start. */
  readonly [Symbol.toPrimitive]: () => number
}

/** Undefined where there is no timeout, and where the number is for ky to refuse. */
export function createTimeout(timeout: number | false = DEFAULT_TIMEOUT_MS): Timeout | undefined {
  if (timeout === false || !(timeout <= MAX_TIMEOUT_MS)) return undefined
  return {
    ms: timeout,
    isSending: true,
    [Symbol.toPrimitive]() {
      return this.isSending ? MAX_TIMEOUT_MS : this.ms
    },
  }
}

/**
 * Sends one attempt within `ms`. The attempt is aborted through the options, and where the app brought a fetch of its own,
 * through the `Request` too: such a fetch may look at nothing else.
 */
export function sendInTime(
  ms: number,
  carrier: Fetch,
  isOwnCarrier: boolean,
  request: Request,
  init: RequestInit,
): Promise<Response> {
  const controller = new AbortController()
  const signal = AbortSignal.any([request.signal, controller.signal])
  const { referrer, referrerPolicy, keepalive } = request
  const sent = isOwnCarrier ? new Request(request, { signal, referrer, referrerPolicy, keepalive }) : request
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new TimeoutError(request))
      controller.abort()
    }, ms)
    void carrier(sent, { ...init, signal })
      .then(resolve, reject)
      .finally(() => clearTimeout(timer))
  })
}
