import type { CredentialContext } from '../session/index.js'
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
  let pending = 0

  const ask = <T>(name: string, run: (context: CredentialContext) => T | Promise<T>, info: AttemptInfo) => {
    const context = new LazyContext(info.replay)
    if (pending >= MAX_PENDING) {
      throw new TypeError(`${name}: ${MAX_PENDING} calls wait for it; it must not wait for a request that waits for it`)
    }
    current = name
    let answer: T | Promise<T>
    try {
      answer = run(context)
    } finally {
      current = undefined
    }
    if (!isPromise(answer)) return answer
    pending += 1
    const settled = inTime(name, answer, context, [disposal, info.signal])
    return settled.finally(() => {
      pending -= 1
    })
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
  signals: readonly (AbortSignal | undefined)[],
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop: (() => void)[] = []
    const end = (reason: unknown): void => {
      context.end(reason)
      reject(reason)
    }
    for (const signal of signals) {
      // A signal that aborted earlier did not stop the call then, and does not stop it now.
      if (signal === undefined || signal.aborted) continue
      const abort = (): void => end(signal.reason)
      signal.addEventListener('abort', abort, { once: true })
      stop.push(() => signal.removeEventListener('abort', abort))
    }
    const timer = setTimeout(
      () => end(new DOMException(`${name}: not settled after ${CREDENTIAL_TIMEOUT_MS} ms`, 'TimeoutError')),
      CREDENTIAL_TIMEOUT_MS,
    )
    stop.push(() => clearTimeout(timer))
    void answer.then(resolve, reject).finally(() => {
      for (const undo of stop) undo()
    })
  })
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof value === 'object' && value !== null && 'then' in value
}
