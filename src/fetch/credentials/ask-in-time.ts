import type { CredentialContext } from '../../session/index.js'
import type { AttemptInfo } from './apply-credentials.js'

/** How long `token` or `authorize` may take for one attempt. */
export const CREDENTIAL_TIMEOUT_MS = 10_000

/** How many calls of `token` and `authorize` may be under way: more are a chain of calls that wait for each other. */
const MAX_PENDING = 10_000

/** Asks the app for a credential. */
export interface Ask {
  <T>(name: string, run: (context: CredentialContext) => T | Promise<T>, info: AttemptInfo): T | Promise<T>
  /** True while the app's own code runs: a request that it starts now is one that the credential depends on. Warns once. */
  readonly isAsking: () => boolean
}

/** Bounds each question by `CREDENTIAL_TIMEOUT_MS`, the caller's signal and `disposal`. */
export function askInTime(disposal: AbortSignal): Ask {
  let current: string | undefined
  let isWarned = false
  // One listener for all that is pending, since a signal looks through its list for each.
  const pending = new Set<(reason: unknown) => void>()
  disposal.addEventListener('abort', () => pending.forEach((end) => end(disposal.reason)), { once: true })

  const ask = <T>(name: string, run: (context: CredentialContext) => T | Promise<T>, info: AttemptInfo) => {
    const context = new LazyContext(info.replay)
    if (pending.size >= MAX_PENDING) {
      throw new TypeError(`${name}: ${MAX_PENDING} calls wait for it; it must not wait for a request that waits for it`)
    }
    current = name
    let answer: T | Promise<T>
    try {
      answer = run(context)
    } finally {
      current = undefined
    }
    return isPromise(answer) ? inTime(name, answer, context, info.signal, pending) : answer
  }

  const isAsking = (): boolean => {
    if (current === undefined) return false
    if (!isWarned) {
      isWarned = true
      console.warn(`why401: a request that \`${current}\` itself sends goes out without a credential`)
    }
    return true
  }

  return Object.assign(ask, { isAsking })
}

/** Makes its signal when it is looked at: most apps answer at once and never look. */
class LazyContext implements CredentialContext {
  readonly replay: boolean
  #controller: AbortController | undefined
  #end: { readonly reason: unknown } | undefined

  constructor(replay: boolean) {
    this.replay = replay
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#end) this.#controller.abort(this.#end.reason)
    return this.#controller.signal
  }

  end(reason: unknown): void {
    this.#end = { reason }
    this.#controller?.abort(reason)
  }
}

function inTime<T>(
  name: string,
  answer: Promise<T>,
  context: LazyContext,
  caller: AbortSignal | undefined,
  pending: Set<(reason: unknown) => void>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => end(caller?.reason)
    const stop = (): void => {
      clearTimeout(timer)
      pending.delete(end)
      caller?.removeEventListener('abort', abort)
    }
    const end = (reason: unknown): void => {
      stop()
      context.end(reason)
      reject(reason)
    }
    // First, since what is no signal throws here, as in `fetch`: then no timer is left.
    caller?.addEventListener('abort', abort, { once: true })
    const timer = setTimeout(
      () => end(new DOMException(`${name}: not settled after ${CREDENTIAL_TIMEOUT_MS} ms`, 'TimeoutError')),
      CREDENTIAL_TIMEOUT_MS,
    )
    pending.add(end)
    if (caller?.aborted) abort()
    answer.then(resolve, reject).finally(stop)
  })
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof value === 'object' && value !== null && 'then' in value
}
