import type { Reauthenticate } from '../../verdict/index.js'
import { abortable } from '../abort.js'
import { callHandler, type Answer, RENEW_TIMEOUT_MS } from './call-handler.js'
import { type AuthEvents, countedEvent, type RequestSummary } from '../events.js'
import { createPendingRenewal, type PendingRenewal, levelOf } from './pending-renewal.js'
import type { TabMessage } from '../tabs/message.js'
import type { SessionOptions } from '../options.js'
import type { Ports } from '../ports.js'
import type { AuthState, Status } from '../state.js'
import type { WritableStore } from '../store.js'
import { singleTab, type Tabs } from '../tabs/tabs.js'

/** What was current when a request was sent: a refusal that comes later is judged by it. */
export interface SessionSnapshot {
  readonly generation: number
  /** Grows with every ask that ended, however it ended. */
  readonly round: number
}

/** Who brought an outcome about. */
type SettledBy = Partial<Pick<AuthEvents['resumed'], 'byUser' | 'elsewhere'>>

export interface RenewalOptions {
  readonly handlers: Pick<SessionOptions, 'renew' | 'signIn'>
  readonly maxWait: number
  readonly tabs: Tabs
  readonly ports: Ports
  readonly state: WritableStore<AuthState>
  readonly emit: (event: AuthEvents['reauthenticate' | 'waiting' | 'resumed' | 'signed-in' | 'signed-out']) => void
}

/** The single flight: however many requests are refused, one renewal or sign-in is asked for. */
export class Renewal {
  readonly #options: RenewalOptions
  #pending: PendingRenewal | undefined
  #round = 0
  #failures = 0
  /** How far the last ask went. */
  #lastLevel = -1
  /** True when the last renewal was another tab's: what this tab holds by itself may be as dead as before. */
  #renewedInOtherTab = false
  #disposed = false

  constructor(options: RenewalOptions) {
    this.#options = options
  }

  snapshot(): SessionSnapshot {
    return { generation: this.#generation, round: this.#round }
  }

  /** Joins or starts the one renewal; true when the request should be sent again. Rejects only when `signal` aborts. */
  async join(
    verdict: Reauthenticate,
    request: RequestSummary,
    mark: SessionSnapshot,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    if (mark.generation < this.#generation) return true
    let waited = false
    // What is under way may not reach what this one needs: let it end, then ask again.
    while (this.#pending && this.#pending.level < levelOf(verdict)) {
      const renewed = await abortable(this.#pending.done, signal)
      if (renewed && verdict.remedy !== 'step-up') return true
      waited = true
    }
    const flight = this.#pending
    if (flight) this.#addWaiter(flight, verdict, request)
    // Asked and answered while this request was on its way: asking again would only nag.
    else if (this.#disposed || (mark.round < this.#round && !waited)) return false
    return abortable((flight ?? this.#start(verdict, request)).done, signal)
  }

  /** Renews before anything was refused; nobody is asked, and nobody is signed out, when that fails. */
  renewProactively(verdict: Reauthenticate): void {
    if (this.#pending === undefined && !this.#disposed && this.#options.handlers.renew) this.#start(verdict, undefined)
  }

  signedIn(): void {
    void this.#options.tabs.announceRenewal(true)
    this.#renewed({ byUser: true })
    this.#options.emit({ type: 'signed-in' })
  }

  signedOut(verdict?: Reauthenticate, how: SettledBy = {}): void {
    this.#options.tabs.announceSignOut()
    this.#signedOut(verdict, how)
  }

  /** What is current was refused, and the request is not sent a third time: a sign-out, unless somebody is being asked already. */
  refusedAgain(verdict: Reauthenticate, request: RequestSummary, mark: SessionSnapshot): void {
    const ask = (): void => void this.join(verdict, request, this.snapshot(), undefined)
    // The login is fine; the user is asked for more, so that the next try succeeds.
    if (verdict.remedy === 'step-up') {
      if (this.#lastLevel < levelOf(verdict)) ask()
    } else if (
      verdict.reason !== 'stale-nonce' &&
      this.#pending === undefined &&
      mark.generation === this.#generation
    ) {
      if (this.#renewedInOtherTab) ask()
      else this.signedOut(verdict)
    }
  }

  /** What another tab says. */
  receive(news: TabMessage): void {
    const flight = this.#pending
    if (news.type === 'renewed') this.#adoptRenewal(news.byUser)
    else if (news.type === 'signed-out') this.#signedOut(undefined, { elsewhere: true })
    else if (news.type === 'waiting') {
      if (flight?.isLeader && this.#options.state.get().status === 'signing-in') {
        this.#options.tabs.broadcast({ type: 'asking' })
      }
    } else if (flight === undefined || flight.isLeader) return
    else if (news.type === 'asking') {
      this.#setStatus('signing-in', this.#options.state.get().verdict as Reauthenticate | undefined)
    } else if (news.type === 'failed' && flight.level <= news.reach) this.#fail(flight, { elsewhere: true })
  }

  /** The page is shown again: what happened meanwhile was not heard. */
  async checkOtherTabs(): Promise<void> {
    const { tabs } = this.#options
    const [renewed, left] = await Promise.all([tabs.otherTabRenewed(), tabs.otherTabSignedOut()])
    // Of both, the sign-in is taken for the later: if it was not, the next refusal tells.
    if (renewed) this.#adoptRenewal(false)
    else if (left) this.#signedOut(undefined, { elsewhere: true })
  }

  dispose(): void {
    this.#disposed = true
    this.#settle('failed', {})
  }

  get #generation(): number {
    return this.#options.state.get().generation
  }

  #setStatus(status: Status, verdict?: Reauthenticate, generation = this.#generation): void {
    this.#options.state.set({ status, generation, ...(verdict && { verdict }) })
  }

  #renewed(how: SettledBy): void {
    this.#failures = 0
    this.#setStatus('signed-in', undefined, this.#generation + 1)
    this.#settle('renewed', how)
  }

  #settle(outcome: Answer, { byUser = false, elsewhere = false }: SettledBy): void {
    const landed = this.#pending
    this.#pending = undefined
    this.#round += 1
    this.#lastLevel = landed?.level ?? -1
    this.#renewedInOtherTab = false
    if (landed === undefined) return
    landed.settle(outcome === 'renewed')
    landed.controller.abort()
    this.#options.emit({ type: 'resumed', outcome, byUser, elsewhere, count: landed.count })
  }

  #adoptRenewal(byUser: boolean): void {
    // A nonce is each tab's own: who waits for one is not served by what another tab got.
    if (this.#pending?.isNonceOnly) {
      const { status, verdict } = this.#options.state.get()
      this.#options.state.set({ status, generation: this.#generation + 1, ...(verdict && { verdict }) })
      return
    }
    const { status } = this.#pending?.previousState ?? this.#options.state.get()
    this.#renewed({ byUser, elsewhere: true })
    this.#renewedInOtherTab = true
    this.#lastLevel = -1
    if (byUser || status !== 'signed-in') this.#options.emit({ type: 'signed-in' })
  }

  #signedOut(verdict: Reauthenticate | undefined, how: SettledBy): void {
    const known = this.#options.state.get().status === 'signed-out'
    if (!known) this.#setStatus('signed-out', verdict)
    this.#settle('declined', how)
    if (!known) this.#options.emit({ type: 'signed-out', ...(verdict && { verdict }) })
  }

  /** Nothing is known to have changed: neither a passing failure nor a step-up that was declined is a sign-out. */
  #fail({ previousState: before }: PendingRenewal, how: SettledBy): void {
    this.#failures += 1
    this.#options.state.set({ ...before, generation: this.#generation })
    this.#settle('failed', how)
  }

  /** Without a request it is ahead of any refusal: then it reaches no further than a nonce, and tells nobody. */
  #start(verdict: Reauthenticate, request: RequestSummary | undefined): PendingRenewal {
    const flight = createPendingRenewal(
      request ? levelOf(verdict) : 0,
      this.#options.state.get(),
      verdict.reason === 'stale-nonce',
    )
    this.#pending = flight
    if (request) this.#addWaiter(flight, verdict, request)
    void this.#run(verdict, flight, request)
    return flight
  }

  #addWaiter(flight: PendingRenewal, verdict: Reauthenticate, request: RequestSummary): void {
    flight.count += 1
    this.#options.emit({ type: 'waiting', verdict, request, count: flight.count })
  }

  async #run(verdict: Reauthenticate, flight: PendingRenewal, request: RequestSummary | undefined): Promise<void> {
    const { tabs, emit, handlers } = this.#options
    if (tabs !== singleTab && (handlers.renew ?? handlers.signIn)) {
      this.#setStatus(tabs.otherTabAsksUser() ? 'signing-in' : 'renewing', verdict)
    }
    const hold = await tabs.acquireLock(flight.controller.signal)
    try {
      if (this.#pending !== flight) return
      if (!flight.isNonceOnly && (await tabs.otherTabRenewed())) return this.#adoptRenewal(false)
      if (this.#pending !== flight) return
      flight.isLeader = true
      if (request) emit(countedEvent('reauthenticate', verdict, request, flight))
      // A listener may have signed the user in, or out, already.
      if (this.#pending !== flight) return
      const { answer, byUser } = await this.#ask(verdict, flight, request === undefined)
      if (this.#pending !== flight) return
      // Slower than the patience of another tab: then what that one got counts, not what we did not.
      if (answer !== 'renewed' && !flight.isNonceOnly && (await tabs.otherTabRenewed())) {
        return this.#adoptRenewal(false)
      }
      if (this.#pending !== flight) return
      if (answer === 'renewed') {
        if (!flight.isNonceOnly) await tabs.announceRenewal(byUser)
        if (this.#pending !== flight) return
        this.#renewed({ byUser })
        if (byUser || flight.previousState.status !== 'signed-in') emit({ type: 'signed-in' })
      } else if (answer === 'declined' && request && verdict.remedy !== 'step-up' && !hold.wasStolen()) {
        this.signedOut(verdict, { byUser })
      } else {
        if (!hold.wasStolen() && !flight.isNonceOnly) tabs.broadcast({ type: 'failed', reach: flight.level })
        this.#fail(flight, { byUser })
      }
    } finally {
      hold.release()
      if (this.#pending === flight) this.#fail(flight, {})
    }
  }

  /** `renew` first; if it declines or there is none, `signIn`. A nonce never asks the user, a step-up always does. */
  async #ask(
    verdict: Reauthenticate,
    flight: PendingRenewal,
    quiet: boolean,
  ): Promise<{ answer: Answer; byUser: boolean }> {
    const {
      handlers: { renew, signIn },
      maxWait,
      tabs,
      ports,
    } = this.#options
    const deadline = ports.now() + maxWait
    const ask = { verdict, signal: flight.controller.signal, attempt: this.#failures + 1 }
    const late = (): void => this.signedIn()
    const silent = quiet || verdict.reason === 'stale-nonce'
    let answer: Answer = silent ? 'failed' : 'declined'
    if (renew && verdict.remedy !== 'step-up') {
      this.#setStatus('renewing', verdict)
      answer = await callHandler('renew', renew, ask, Math.min(RENEW_TIMEOUT_MS, maxWait), { late, ports })
    }
    if (answer !== 'declined' || silent || !signIn || this.#pending !== flight) {
      return { answer: silent && answer === 'declined' ? 'failed' : answer, byUser: false }
    }
    // The user is not bothered for what another tab has got meanwhile.
    if (await tabs.otherTabRenewed()) this.#adoptRenewal(false)
    if (this.#pending !== flight) return { answer: 'failed', byUser: false }
    this.#setStatus('signing-in', verdict)
    tabs.broadcast({ type: 'asking' })
    answer = await callHandler('signIn', signIn, ask, deadline - ports.now(), { late, ports })
    // Whatever kept the user from signing in, the session that was refused stays refused.
    return { answer: answer === 'failed' ? 'declined' : answer, byUser: true }
  }
}
