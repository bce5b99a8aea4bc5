import type { AuthOptions, HandlerContext, RenewHandler } from '../options.js'
import type { Ports } from '../ports.js'
import type { HeldLock } from '../tabs/lock.js'
import type { Tabs } from '../tabs/tabs.js'
import { callHandler, RENEW_TIMEOUT_MS } from './call-handler.js'
import type { Effect, RenewalEvent } from './renewal-event.js'
import { findRound, type RenewalState, type Round } from './renewal-state.js'

/** What the effects of a round work with. */
export interface RoundHost {
  readonly options: {
    readonly handlers: Pick<AuthOptions, 'renew' | 'signIn'>
    readonly maxWait: number
    readonly tabs: Tabs
    readonly ports: Ports
    readonly handlerFetch: typeof globalThis.fetch
  }
  readonly state: RenewalState
  readonly sequence: number
  /** Grows whenever the login changes by anything but the conclusion of a round of this tab. */
  readonly changes: number
  readonly dispatch: (event: RenewalEvent) => void
  readonly emitRound: (round: Round, cause: { readonly count: number }) => void
}

/** What a pending round holds. */
interface Resources {
  readonly controller: AbortController
  locks: HeldLock[]
  /** Changes when the round gives its locks back: a lock that comes later is given back at once. */
  turn: number
  count: number
  /** The newest request that had been sent when a handler was called. */
  calledAt: number
}

type RoundEffect = Extract<Effect, { readonly round: number }>

/** Carries out the effects of rounds: locks, looks at other tabs, calls of handlers. */
export class RoundRunner {
  readonly #host: RoundHost
  readonly #resources = new Map<number, Resources>()
  readonly #calls: Extract<RoundEffect, { readonly type: 'call' }>[] = []
  #depth = 0

  constructor(host: RoundHost) {
    this.#host = host
  }

  isHandlerSignal(signal: AbortSignal): boolean {
    return [...this.#resources.values()].some(({ controller }) => controller.signal === signal)
  }

  get isCallingHandler(): boolean {
    return this.#depth > 0
  }

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
    for (const round of [state.renewal, state.stepUp]) {
      if (round) this.#of(round.id).count = round.count
    }
  }

  /** The round that a waiter waits for, where a handler runs. */
  roundOf(waiter: number): Round | undefined {
    const { renewal, stepUp } = this.#host.state
    return [renewal, stepUp].find(
      (round) =>
        (round?.phase === 'renewing' || round?.phase === 'asking') && round.waiters.some(({ id }) => id === waiter),
    )
  }

  calledAt(round: Round | undefined): number {
    return (round && this.#resources.get(round.id)?.calledAt) ?? Infinity
  }

  run(effect: RoundEffect): void {
    const { dispatch, options } = this.#host
    const { round } = effect
    switch (effect.type) {
      case 'acquire':
        if (effect.lock === 'stepUp') void Promise.resolve().then(() => dispatch({ type: 'locked', round }))
        else void this.#acquire(round, effect.lock)
        return
      case 'check':
        void options.tabs.otherTabRenewed().then((wasRenewed) => dispatch({ type: 'checked', round, wasRenewed }))
        return
      case 'call':
        this.#calls.push(effect)
        return
      case 'emit-round':
        return this.#host.emitRound(effect.cause, this.#of(round))
      case 'release':
        this.#release(round, effect.abort)
    }
  }

  /** Calls the handlers that are due; a listener of the round's event may have ended the round meanwhile. */
  callHandlers(): void {
    for (const call of this.#calls.splice(0)) {
      if (findRound(this.#host.state, call.round) !== undefined) void this.#call(call)
    }
  }

  #of(round: number): Resources {
    const known = this.#resources.get(round)
    if (known) return known
    const made = { controller: new AbortController(), locks: [], turn: 0, count: 0, calledAt: Infinity }
    this.#resources.set(round, made)
    return made
  }

  async #acquire(round: number, name: 'renewal' | 'prompt'): Promise<void> {
    const resources = this.#of(round)
    const { turn } = resources
    const lock = await this.#host.options.tabs.acquireLock(name, resources.controller.signal)
    if (resources.turn !== turn || findRound(this.#host.state, round) === undefined) return lock.release()
    resources.locks.push(lock)
    this.#host.dispatch({ type: 'locked', round })
  }

  async #call({ round, handler, verdict }: Extract<RoundEffect, { readonly type: 'call' }>): Promise<void> {
    const { options, dispatch, state, sequence } = this.#host
    const { ports, maxWait, handlers, handlerFetch } = options
    const own = handlers[handler]
    if (own === undefined) return dispatch({ type: 'answered', round, answer: 'declined' })
    const resources = this.#of(round)
    resources.calledAt = sequence
    const { signal } = resources.controller
    const context: HandlerContext = { verdict, signal, attempt: state.failures + 1, fetch: handlerFetch }
    const ms = handler === 'renew' ? Math.min(RENEW_TIMEOUT_MS, maxWait) : maxWait
    const { changes } = this.#host
    const onLate = (): void => {
      // Whatever has changed since the handler was called, by the app or another tab, counts more than a late answer.
      if (changes === this.#host.changes) dispatch({ type: 'answered-late', byUser: handler === 'signIn' })
    }
    let isLeft = false
    const offLeave = ports.onLeave?.(() => {
      isLeft = true
    })
    const answer = await callHandler(handler, this.#marked(own), context, ms, { onLate, ports })
    offLeave?.()
    const wasStolen = resources.locks.some((lock) => lock.wasStolen())
    if (wasStolen && answer !== 'renewed') dispatch({ type: 'taken-over', round })
    else if (isLeft && answer === 'failed') dispatch({ type: 'interrupted', round })
    else dispatch({ type: 'answered', round, answer })
  }

  /** A request that the handler starts before it first waits is the handler's own. */
  #marked(handler: RenewHandler): RenewHandler {
    return (context) => this.callHandler(() => handler(context))
  }

  #release(round: number, abort: boolean): void {
    const resources = this.#resources.get(round)
    if (resources === undefined) return
    resources.turn += 1
    if (abort) {
      this.#resources.delete(round)
      resources.controller.abort()
    }
    const { locks } = resources
    resources.locks = []
    for (const lock of locks) lock.release()
  }
}
