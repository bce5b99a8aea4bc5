import type { Reauthenticate } from '../../verdict/index.js'
import { isSafe } from '../attempt.js'
import { countedEvent } from '../counted-event.js'
import { SELF_WAIT_MS, watchSelfWait } from './self-wait.js'
import { type RefusedRequest, type RenewalOptions, type SessionSnapshot, surroundingsOf } from './renewal-options.js'
import { type RoundHost, RoundRunner } from './round-runner.js'
import type { Effect, Outcome, RenewalEvent } from './renewal-event.js'
import { initialState, levelOf, type RenewalState, type Round, toAuthState, type Waiter } from './renewal-state.js'
import { assertSameLogin } from './same-login.js'
import { transition } from './transition.js'
import { withoutRequest } from './waiter.js'
import { Waiters } from './waiters.js'

/** Runs the transition function: events come in one by one, and effects are carried out in order. */
export class Renewal implements RoundHost {
  readonly options: RenewalOptions
  readonly #waiters: Waiters
  readonly #runner: RoundRunner
  #state: RenewalState = initialState
  readonly #queue: RenewalEvent[] = []
  #isRunning = false
  #changes = 0
  #userName: string | undefined

  constructor(options: RenewalOptions) {
    this.options = options
    this.#waiters = new Waiters(options.ports, (waiter) => this.dispatch({ type: 'left', waiter }))
    this.#runner = new RoundRunner(this)
    this.#userName = options.user.first
  }

  get state(): RenewalState {
    return this.#state
  }
  get sequence(): number {
    return this.options.counter.sequence
  }
  get changes(): number {
    return this.#changes
  }

  snapshot(): SessionSnapshot {
    const { generation, barrier, declinedAt, stepUpDeclinedAt, failures } = this.#state
    const { user } = this.options
    const isDeclined = declinedAt !== undefined || stepUpDeclinedAt !== undefined
    return {
      generation,
      barrier,
      user: this.#watchUser(),
      sequence: this.options.counter.nextSequence(),
      wasUserActive: isDeclined ? user.hasActed() : failures > 0 && this.options.ports.userIsActive?.() === true,
    }
  }

  /** True while a handler is on the call stack: a request that starts now is the handler's own. */
  get isCallingHandler(): boolean {
    return this.#runner.isCallingHandler
  }

  /** Whether a request that was sent at `snapshot` may be sent again: no sign-out, and no other user, lies between. */
  canSendAgain({ barrier, user }: SessionSnapshot): boolean {
    if (barrier !== this.#state.barrier || this.#state.isDisposed) return false
    return user === undefined || user === this.options.user.name()
  }

  /** @throws DOMException `AbortError` when another user may be signed in than at `snapshot`, when the request was made */
  assertSameLogin(snapshot: SessionSnapshot): void {
    assertSameLogin(snapshot, this.#state, this.options.user.name())
  }

  /** Whether this is the signal of a handler that runs: the handler itself sent the request. */
  isHandlerSignal(signal: AbortSignal | undefined): boolean {
    return signal !== undefined && this.#runner.isHandlerSignal(signal)
  }

  /** Waits for fresh credentials; rejects only when the signal aborts. */
  join(refused: RefusedRequest): Promise<Outcome> {
    const { verdict, summary, endpoint, snapshot, isOpen, mayAsk, canWait, ms, signal } = refused
    const { ports, user } = this.options
    const isOwn =
      this.isRenewing && !isSafe(summary.method) && snapshot.sequence > this.#runner.calledAt(this.#state.renewal)
    const isOtherUser = snapshot.user !== undefined && snapshot.user !== user.name()
    const { id, outcome } = this.#waiters.add(ms, signal)
    const waiter: Waiter = { id, verdict, request: summary, level: levelOf(verdict), isOpen, mayAsk }
    this.dispatch({
      type: 'refused',
      waiter,
      sentGeneration: snapshot.generation,
      sentBarrier: isOtherUser ? -1 : snapshot.barrier,
      endpoint,
      isUserActive: snapshot.wasUserActive,
      // The renewal may wait for this very request: it was held back for 5 s before it was sent.
      canWait: canWait && !isOwn,
    })
    const round = this.#runner.roundOf(id)
    if (round && snapshot.sequence > this.#runner.calledAt(round)) watchSelfWait(id, summary, this.#waiters, ports)
    return outcome
  }

  /** `auth.renew()`: as a refused request does, without one. */
  async renew(verdict: Reauthenticate): Promise<boolean> {
    const sent = this.snapshot()
    const { id, outcome } = this.#waiters.add(this.options.maxWait, undefined)
    this.dispatch({
      type: 'refused',
      waiter: withoutRequest(id, verdict),
      sentGeneration: sent.generation,
      sentBarrier: sent.barrier,
      isUserActive: sent.wasUserActive,
      endpoint: '',
      canWait: true,
    })
    return (await outcome) === 'replay'
  }

  /** `auth.signIn()`: the user wants it, so that an old decline does not count. */
  async signIn(verdict: Reauthenticate): Promise<boolean> {
    const { id, outcome } = this.#waiters.add(this.options.maxWait, undefined)
    this.dispatch({ type: 'sign-in-wanted', waiter: withoutRequest(id, verdict) })
    return (await outcome) === 'replay'
  }

  /** A replay was refused again with a fresh credential. */
  refusedAgain(refused: Omit<RefusedRequest, 'canWait' | 'ms' | 'signal'>): void {
    const { verdict, summary, endpoint, snapshot, isOpen, mayAsk } = refused
    if (!this.canSendAgain(snapshot)) return
    const waiter: Waiter = { id: 0, verdict, request: summary, level: levelOf(verdict), isOpen, mayAsk }
    this.dispatch({ type: 'replay-refused', waiter, endpoint, generation: snapshot.generation })
  }

  /** Calls a function of the app: a request that it starts before it first waits is its own. */
  callHandler<T>(run: () => T): T {
    return this.#runner.callHandler(run)
  }

  /** True while this tab runs `renew`. */
  get isRenewing(): boolean {
    return this.#state.renewal?.phase === 'renewing'
  }

  /** Whether a request that starts now would be refused: a silent renewal is pending because of a refusal, or came late. */
  get isHolding(): boolean {
    const round = this.#state.renewal
    if (round === undefined || (round.request === undefined && !round.isLate)) return false
    if (round.level !== 1 || round.isAskedElsewhere) return false
    return this.options.handlers.renew !== undefined && /^(?:locking|checking|renewing)$/.test(round.phase)
  }

  /** Resolves when no silent renewal is pending any more, or after `ms`; rejects when the signal aborts. */
  hold(ms: number, signal: AbortSignal | undefined, canBeOwn: boolean): Promise<void> {
    return this.#waiters.hold(canBeOwn ? Math.min(ms, SELF_WAIT_MS) : ms, signal)
  }

  /** The page is shown again: what happened meanwhile was not heard. */
  async catchUp(): Promise<void> {
    for (const change of await this.options.tabs.catchUp()) this.dispatch({ type: 'caught-up', change })
    this.dispatch({ type: 'shown' })
  }

  readonly dispatch = (event: RenewalEvent): void => {
    this.#queue.push(event)
    if (this.#isRunning) return
    this.#isRunning = true
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
        this.#apply(next)
        if (this.#queue.length === 0) this.#runner.callHandlers()
      }
    } finally {
      this.#isRunning = false
    }
  }

  #apply(event: RenewalEvent): void {
    const before = this.#state
    const { state, effects } = transition(before, event, surroundingsOf(this.options))
    this.#state = state
    if (state.generation !== before.generation || /^(?:signed-out|caught-up|message|disposed)$/.test(event.type)) {
      this.#changes += 1
    }
    if (state.declinedAt !== before.declinedAt || state.stepUpDeclinedAt !== before.stepUpDeclinedAt) {
      this.options.user.markDecline()
    }
    this.#runner.update(state)
    this.#publish()
    for (const effect of effects) this.#run(effect)
    if (!this.isHolding) this.#waiters.releaseHeld()
    if (state.generation !== before.generation) this.#watchUser()
  }

  #run(effect: Effect): void {
    const { tabs, emit, probe } = this.options
    switch (effect.type) {
      case 'resolve':
        return this.#waiters.resolve(effect.waiter, effect.outcome)
      case 'emit':
        return emit(effect.event)
      case 'broadcast':
        return tabs.broadcast(effect.message)
      case 'announce-renewal':
        return tabs.announceRenewal(effect.byUser, effect.level === 2 ? 2 : 1)
      case 'announce-sign-out':
        return tabs.announceSignOut()
      case 'user-left':
        return this.options.onUserLeft()
      case 'probe-login':
        void probe?.().then((isSignedIn) => this.dispatch({ ...effect, type: 'login-probed', isSignedIn }))
        return
      case 'acquire':
      case 'check':
      case 'call':
      case 'emit-round':
      case 'release':
        return this.#runner.run(effect)
    }
  }

  /** Emits `reauthenticate`; its count follows the round. */
  emitRound(round: Round, cause: { readonly count: number }): void {
    if (round.request !== undefined) {
      this.options.emit(countedEvent('reauthenticate', round.verdict, round.request, cause))
    }
  }

  #publish(): void {
    const { state, handlers } = this.options
    const next = toAuthState(this.#state, handlers.renew !== undefined)
    const { status, generation, verdict } = state.get()
    if (next.status !== status || next.generation !== generation || next.verdict !== verdict) state.set(next)
  }

  /** Another user signed in: what is known of the one before is forgotten. */
  #watchUser(): string | undefined {
    const user = this.options.user.name()
    const before = this.#userName
    this.#userName = user ?? before
    if (before !== undefined && user !== undefined && user !== before) this.options.onUserLeft()
    return user
  }
}
