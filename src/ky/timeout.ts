import { TimeoutError } from 'ky'
import type { Fetch } from '../fetch/index.js'

/** The longest that a timer can wait. */
const MAX_TIMEOUT_MS = 2_147_483_647

/** ky's own default. */
const DEFAULT_TIMEOUT_MS = 10_000

/** The `timeout` of one ky call. */
export interface Timeout {
  readonly ms: number
  /** True while ky waits for our fetch: then each attempt is bounded here, and ky's own timer must not count the time of the user. */
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
 * Sends one attempt within `ms`. The abort reaches the global fetch through the options. A carrier of the app may look at the
 * `Request` instead.
 */
export function sendInTime(
  ms: number,
  carrier: Fetch,
  isGlobal: boolean,
  request: Request,
  init: RequestInit,
): Promise<Response> {
  const controller = new AbortController()
  const signal = AbortSignal.any([request.signal, controller.signal])
  const sent = isGlobal ? request : withSignal(request, signal, carrier)
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new TimeoutError(request))
      controller.abort()
    }, ms)
    // A carrier of the app may throw at once.
    const send = async (): Promise<Response> => carrier(sent, { ...init, signal })
    send().then(
      (response) => {
        clearTimeout(timer)
        resolve(response)
      },
      (error: unknown) => {
        clearTimeout(timer)
        // The body went over to another Request, so that ky's own cancel does not reach its source.
        if (sent !== request) sent.body?.cancel().catch(() => {})
        reject(error)
      },
    )
  })
}

/**
 * A carrier with one parameter hands on the `Request` alone, so that the signal must be in it, which takes another `Request`.
 * For the others it is enough that they see it.
 */
function withSignal(request: Request, signal: AbortSignal, { length }: Fetch): Request {
  if (length !== 1 || !(request instanceof Request)) {
    return Object.defineProperty(request, 'signal', { configurable: true, value: signal })
  }
  const { referrer, referrerPolicy, keepalive } = request
  return new Request(request, { signal, referrer, referrerPolicy, keepalive })
}
