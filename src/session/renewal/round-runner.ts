import type { HandlerContext } from '../options.js'
import { type HeldLock, noLock } from '../tabs/lock.js'
import { abortable, withTimeout } from '../wait-briefly.js'
import { callHandler, RENEW_TIMEOUT_MS } from './call-handler.js'
import type { Effect } from './renewal-event.js'
import type { SessionSnapshot } from './renewal-options.js'
import { findRound, pendingRounds, type RenewalState, type Round } from './renewal-state.js'
import type { Renewal } from './renewal.js'

/** What a pending round holds. */
interface Resources {
  readonly controller: AbortController
  /** Another list once the round gave its locks back: a lock that comes later is given back at once. */
  locks: HeldLock[]
  /** Follows the round, for its event. */
  count: number
  /** The newest request that had been sent when a handler was called. */
  calledAt: number
}

type EffectOf<T extends Effect['type']> = Extract<Effect, { readonly type: T }>

/** Carries out the effects of rounds: locks, and calls of handlers. */
export class RoundRunner {
  readonly #renewal: Renewal
  readonly #resources = new Map<number, Resources>()
  readonly #calls: EffectOf<'call'>[] = []
  #depth = 0

  constructor(renewal: Renewal) {
    this.#renewal = renewal
  }

  /** Whether this is the signal of a handler that runs: the handler itself sent the request. */
  isHandlerSignal(signal: AbortSignal | undefined): boolean {
    return [...this.#resources.values()].some(({ controller }) => controller.signal === signal)
  }

  /** True while a handler is on the call stack: a request that starts now is the handler's own. */
  get isCallingHandler(): boolean {
    return this.#depth > 0
  }

  /** Calls a function of the app: a request that it starts before it first waits is its own. */
  callHandler<T>(run: () => T): T {
    this.#depth += 1
    try {
      return run()
    } finally {
      this.#depth -= 1
    }
  }

  /** Keeps the counts that events show. */
  update(state: RenewalState): void {
    for (const { id, count } of pendingRounds(state)) this.resourcesOf(id).count = count
  }

  /** Whether a request was sent after the handler was called that now runs for the round. */
  isAfterCall(round: Round | undefined, { sequence }: SessionSnapshot): boolean {
    if (round?.phase !== 'renewing' && round?.phase !== 'asking') return false
    return sequence > this.resourcesOf(round.id).calledAt
  }

  /** Calls the handlers that are due; a listener of the round's event may have ended the round meanwhile. */
  callHandlers(): void {
    for (const call of this.#calls.splice(0)) {
      if (findRound(this.#renewal.state, call.round)) void this.#call(call)
    }
  }

  call(effect: EffectOf<'call'>): void {
    this.#calls.push(effect)
  }

  resourcesOf(round: number): Resources {
    const known = this.#resources.get(round)
    if (known) return known
    const made = { controller: new AbortController(), locks: [], count: 0, calledAt: Infinity }
    this.#resources.set(round, made)
    return made
  }

  async acquire({ round, lock: name }: EffectOf<'acquire'>): Promise<void> {
    const { context, dispatch } = this.#renewal
    const resources = this.resourcesOf(round)
    const { locks, controller } = resources
    // A step-up needs the prompt alone.
    const lock = await (name === 'stepUp' ? noLock : context.tabs.acquireLock(name, controller.signal))
    if (resources.locks !== locks) return lock.release()
    locks.push(lock)
    dispatch({ type: 'locked', round })
  }

  async #call({ round, handler, verdict }: EffectOf<'call'>): Promise<void> {
    const { context, dispatch, state, changes } = this.#renewal
    const { ports, maxWait, options, handlerFetch, clock } = context
    const own = options[handler]
    if (!own) return dispatch({ type: 'answered', round, answer: 'declined' })
    const resources = this.resourcesOf(round)
    resources.calledAt = clock.sequence
    const { signal } = resources.controller
    const given: HandlerContext = { verdict, signal, attempt: state.failures + 1, fetch: handlerFetch }
    const ms = handler === 'renew' ? Math.min(RENEW_TIMEOUT_MS, maxWait) : maxWait
    // A request that the handler starts before it first waits is the handler's own.
    const answer = callHandler(handler, () => this.callHandler(() => own(given)), signal)
    let isLeft = false
    const offLeave = ports.onLeave?.(() => {
      isLeft = true
    })
    const inTime = await withTimeout(abortable(answer, signal), ms, ports)
    offLeave?.()
    if (inTime === undefined && !signal.aborted) {
      void answer.then((late) => {
        // Whatever has changed since the handler was called, by the app or another tab, counts more than a late answer.
        if (late !== 'renewed' || changes !== this.#renewal.changes) return
        dispatch({ type: 'answered-late', byUser: handler === 'signIn' })
      })
    }
    const wasStolen = resources.locks.some((lock) => lock.wasStolen())
    if (wasStolen && inTime !== 'renewed') dispatch({ type: 'taken-over', round })
    else if (isLeft && (inTime ?? 'failed') === 'failed') dispatch({ type: 'interrupted', round })
    else dispatch({ type: 'answered', round, answer: inTime ?? 'failed' })
  }

  release({ round, abort }: EffectOf<'release'>): void {
    const resources = this.#resources.get(round)
    if (!resources) return
    if (abort) {
      this.#resources.delete(round)
      resources.controller.abort()
    }
    const { locks } = resources
    resources.locks = []
    for (const lock of locks) lock.release()
  }
}
