import type { Reauthenticate } from '../../verdict/index.js'
import { isSafe } from '../attempt.js'
import { countedEvent } from '../counted-event.js'
import { inDevelopment } from '../development/warn.js'
import { abortable, withTimeout } from '../wait-briefly.js'
import {
  declines,
  type Refusal,
  type RefusedAgain,
  type RefusedRequest,
  type RenewalContext,
  type SessionSnapshot,
  surroundingsOf,
  withoutRequest,
} from './renewal-options.js'
import { RoundRunner } from './round-runner.js'
import { assertSameLogin } from './same-login.js'
import { watchSelfWait } from './self-wait.js'
import type { Effect, Outcome, RenewalEvent } from './renewal-event.js'
import { initialState, levelOf, pendingRounds, type RenewalState, toAuthState, type Waiter } from './renewal-state.js'
import { transition } from './transition.js'

/** Runs the transition function: events come in one by one, and effects are carried out in order. */
export class Renewal {
  readonly context: RenewalContext
  readonly runner: RoundRunner
  /** Grows whenever the login changes by anything but the conclusion of a round of this tab. */
  changes = 0
  #state: Readonly<RenewalState> = initialState
  readonly #queue: RenewalEvent[] = []
  #isRunning = false
  /** What settles each request that waits for a round. */
  readonly #waiters = new Map<number, (outcome: Outcome) => void>()
  #lastWaiter = 0
  /** What lets each request go that is held back. */
  readonly #held: (() => void)[] = []
  #userName: string | undefined

  constructor(context: RenewalContext) {
    this.context = context
    this.runner = new RoundRunner(this)
    this.#userName = context.user.first
  }

  get state(): Readonly<RenewalState> {
    return this.#state
  }

  snapshot(): SessionSnapshot {
    const { generation, barrier, failures, declinedAt, stepUpDeclinedAt, askedInVainAt } = this.#state
    const { user, clock, ports } = this.context
    const isDeclined = (declinedAt ?? stepUpDeclinedAt ?? askedInVainAt) !== undefined
    return {
      generation,
      barrier,
      user: this.#watchUser(),
      sequence: clock.nextSequence(),
      wasUserActive: isDeclined ? user.hasActed() : failures > 0 && ports.userIsActive?.() === true,
    }
  }

  /** Whether a request that was sent at `snapshot` may be sent again: no sign-out, and no other user, lies between. */
  canSendAgain({ barrier, user }: SessionSnapshot): boolean {
    if (barrier !== this.#state.barrier || this.#state.isDisposed) return false
    return user === undefined || user === this.context.user.name()
  }

  /** @throws DOMException `AbortError` when another user may be signed in than at `snapshot`, when the request was made */
  assertSameLogin(snapshot: SessionSnapshot): void {
    assertSameLogin(snapshot, this.#state, this.context.user.name())
  }

  /** `auth.renew()`: as a refused request does, without one. */
  renew(verdict: Reauthenticate): Promise<Outcome> {
    const { maxWait: ms } = this.context
    return this.join({ refusal: withoutRequest(verdict), endpoint: '', snapshot: this.snapshot(), canWait: true, ms })
  }

  /** `auth.signIn()`: the user wants it, so that an old decline does not count. */
  signIn(verdict: Reauthenticate): Promise<Outcome> {
    const { waiter, outcome } = this.#wait(withoutRequest(verdict), this.context.maxWait)
    this.dispatch({ type: 'sign-in-wanted', waiter })
    return outcome
  }

  /** Waits for fresh credentials; rejects only when the signal aborts. */
  join(refused: RefusedRequest): Promise<Outcome> {
    const { refusal, endpoint, snapshot, canWait, ms, signal } = refused
    const { request } = refusal
    const { ports, user } = this.context
    const isUnsafe = request !== undefined && !isSafe(request.method)
    const isOwn = isUnsafe && this.isRenewing && this.runner.isAfterCall(this.#state.renewal, snapshot)
    const isOtherUser = snapshot.user !== undefined && snapshot.user !== user.name()
    const { waiter, outcome } = this.#wait(refusal, ms, signal)
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
    inDevelopment(() => {
      const round = pendingRounds(this.#state).find(({ waiters }) => waiters.includes(waiter))
      if (request && this.runner.isAfterCall(round, snapshot)) watchSelfWait(request, outcome, ports)
    })
    return outcome
  }

  /** A waiter with a promise of its outcome. It leaves after `ms`, and when the signal aborts. */
  #wait(
    refusal: Refusal,
    ms: number,
    signal?: AbortSignal,
  ): { readonly waiter: Waiter; readonly outcome: Promise<Outcome> } {
    const id = ++this.#lastWaiter
    const leave = (): void => this.dispatch({ type: 'left', waiter: id })
    const settled = new Promise<Outcome>((resolve) => {
      const cancel = this.context.ports.after(ms, leave)
      this.#waiters.set(id, (outcome) => {
        cancel()
        this.#waiters.delete(id)
        resolve(outcome)
      })
    })
    const outcome = abortable(settled, signal)
    outcome.catch(leave)
    return { waiter: { ...refusal, id, level: levelOf(refusal.verdict) }, outcome }
  }

  /** A replay was refused again with a fresh credential. */
  refusedAgain({ refusal, endpoint, snapshot }: RefusedAgain): void {
    if (!this.canSendAgain(snapshot)) return
    const waiter = { ...refusal, id: 0, level: levelOf(refusal.verdict) }
    this.dispatch({ type: 'replay-refused', waiter, endpoint, generation: snapshot.generation })
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
    return this.context.options.renew !== undefined && /^(?:locking|checking|renewing)$/.test(round.phase)
  }

  /** Resolves when no silent renewal is pending any more, or after `ms`; rejects when the signal aborts. */
  hold(ms: number, signal: AbortSignal | undefined): Promise<void> {
    const free = new Promise<void>((resolve) => {
      this.#held.push(resolve)
    })
    return abortable(withTimeout(free, ms, this.context.ports), signal)
  }

  /** The page is shown again, and has missed the messages of the meantime. */
  async catchUp(): Promise<void> {
    for (const change of await this.context.tabs.catchUp()) this.dispatch({ type: 'caught-up', change })
    this.dispatch({ type: 'shown' })
  }

  readonly dispatch = (event: RenewalEvent): void => {
    this.#queue.push(event)
    if (this.#isRunning) return
    this.#isRunning = true
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
        this.#apply(next)
        if (this.#queue.length === 0) this.runner.callHandlers()
      }
    } finally {
      this.#isRunning = false
    }
  }

  #apply(event: RenewalEvent): void {
    const before = this.#state
    const { context, runner } = this
    const { state, effects } = transition(before, event, surroundingsOf(context))
    const isRenewed = state.generation !== before.generation
    this.#state = state
    if (isRenewed || /^(?:signed-out|caught-up|message|disposed)$/.test(event.type)) this.changes += 1
    if (declines.some((name) => state[name] !== before[name])) context.user.markDecline()
    runner.update(state)
    this.#publish()
    for (const effect of effects) this.#run(effect)
    if (!this.isHolding) for (const free of this.#held.splice(0)) free()
    if (isRenewed) this.#watchUser()
  }

  #run(effect: Effect): void {
    const { context, runner, dispatch } = this
    const { tabs, events, probe, integrations } = context
    switch (effect.type) {
      case 'resolve':
        return this.#waiters.get(effect.waiter)?.(effect.outcome)
      case 'emit':
        return events.emit(effect.event)
      case 'emit-round': {
        const { id, verdict, request } = effect.round
        if (request) events.emit(countedEvent('reauthenticate', verdict, request, runner.resourcesOf(id)))
        return
      }
      case 'broadcast':
        return tabs.broadcast(effect.message)
      case 'announce':
        return tabs.announce(effect.event)
      case 'user-left':
        return integrations.clear()
      case 'probe-login':
        void probe?.().then(({ isSignedIn }) => dispatch({ ...effect, type: 'login-probed', isSignedIn }))
        return
      case 'check':
        void tabs.otherTabRenewed().then((wasRenewed) => dispatch({ ...effect, type: 'checked', wasRenewed }))
        return
      case 'acquire':
        return void runner.acquire(effect)
      case 'call':
        return runner.call(effect)
      case 'release':
        return runner.release(effect)
    }
  }

  #publish(): void {
    const { state, options } = this.context
    const next = toAuthState(this.#state, options.renew !== undefined)
    const { status, generation, verdict } = state.get()
    if (next.status !== status || next.generation !== generation || next.verdict !== verdict) state.set(next)
  }

  /** Another user signed in: what is known of the one before is forgotten. */
  #watchUser(): string | undefined {
    const { user, integrations } = this.context
    const name = user.name()
    const before = this.#userName
    this.#userName = name ?? before
    if (before && name && name !== before) integrations.clear()
    return name
  }
}
