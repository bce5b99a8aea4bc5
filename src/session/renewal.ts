import type { Reauthenticate } from '../verdict/index.js'
import { unlessAborted } from './abort.js'
import { askHandler, type Answer, RENEW_MS } from './ask.js'
import { type AuthEvents, counted, type RequestName } from './events.js'
import { createFlight, type Flight, reachOf } from './flight.js'
import type { News } from './news.js'
import type { SessionOptions } from './options.js'
import type { Ports } from './ports.js'
import type { AuthState, Status } from './state.js'
import type { WritableStore } from './store.js'
import { alone, type Tabs } from './tabs.js'

/** What was current when a request was sent: a refusal that comes later is judged by it. */
export interface Mark {
  readonly generation: number
  /** Grows with every ask that ended, however it ended. */
  readonly round: number
}

/** Who brought an outcome about. */
type How = Partial<Pick<AuthEvents['resumed'], 'byUser' | 'elsewhere'>>

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
  #flight: Flight | undefined
  #round = 0
  #failures = 0
  /** How far the last ask went. */
  #reached = -1
  /** True when the last renewal was another tab's: what this tab holds by itself may be as dead as before. */
  #elsewhere = false
  #disposed = false

  constructor(options: RenewalOptions) {
    this.#options = options
  }

  mark(): Mark {
    return { generation: this.#generation, round: this.#round }
  }

  /** Joins or starts the one renewal; true when the request should be sent again. Rejects only when `signal` aborts. */
  async join(verdict: Reauthenticate, request: RequestName, mark: Mark, signal: AbortSignal | undefined): Promise<boolean> {
    if (mark.generation < this.#generation) return true
    let waited = false
    // What is under way may not reach what this one needs: let it end, then ask again.
    while (this.#flight && this.#flight.reach < reachOf(verdict)) {
      const renewed = await unlessAborted(this.#flight.done, signal)
      if (renewed && verdict.remedy !== 'step-up') return true
      waited = true
    }
    const flight = this.#flight
    if (flight) this.#wait(flight, verdict, request)
    // Asked and answered while this request was on its way: asking again would only nag.
    else if (this.#disposed || (mark.round < this.#round && !waited)) return false
    return unlessAborted((flight ?? this.#start(verdict, request)).done, signal)
  }

  /** Renews before anything was refused; nobody is asked, and nobody is signed out, when that fails. */
  ahead(verdict: Reauthenticate): void {
    if (this.#flight === undefined && !this.#disposed && this.#options.handlers.renew) this.#start(verdict, undefined)
  }

  signedIn(): void {
    void this.#options.tabs.renewed(true)
    this.#renewed({ byUser: true })
    this.#options.emit({ type: 'signed-in' })
  }

  signedOut(verdict?: Reauthenticate, how: How = {}): void {
    this.#options.tabs.signedOut()
    this.#signedOut(verdict, how)
  }

  /** What is current was refused, and the request is not sent a third time: a sign-out, unless somebody is being asked already. */
  refusedAgain(verdict: Reauthenticate, request: RequestName, mark: Mark): void {
    const ask = (): void => void this.join(verdict, request, this.mark(), undefined)
    // The login is fine; the user is asked for more, so that the next try succeeds.
    if (verdict.remedy === 'step-up') {
      if (this.#reached < reachOf(verdict)) ask()
    } else if (verdict.reason !== 'stale-nonce' && this.#flight === undefined && mark.generation === this.#generation) {
      if (this.#elsewhere) ask()
      else this.signedOut(verdict)
    }
  }

  /** What another tab says. */
  hear(news: News): void {
    const flight = this.#flight
    if (news.type === 'renewed') this.#renewedElsewhere(news.byUser)
    else if (news.type === 'signed-out') this.#signedOut(undefined, { elsewhere: true })
    else if (news.type === 'waiting') {
      if (flight?.acting && this.#options.state.get().status === 'signing-in') this.#options.tabs.tell({ type: 'asking' })
    } else if (flight === undefined || flight.acting) return
    else if (news.type === 'asking') this.#put('signing-in', this.#options.state.get().verdict as Reauthenticate | undefined)
    else if (news.type === 'failed' && flight.reach <= news.reach) this.#giveUp(flight, { elsewhere: true })
  }

  /** The page is shown again: what happened meanwhile was not heard. */
  async look(): Promise<void> {
    const { tabs } = this.#options
    const [renewed, left] = await Promise.all([tabs.moved(), tabs.left()])
    // Of both, the sign-in is taken for the later: if it was not, the next refusal tells.
    if (renewed) this.#renewedElsewhere(false)
    else if (left) this.#signedOut(undefined, { elsewhere: true })
  }

  dispose(): void {
    this.#disposed = true
    this.#land('failed', {})
  }

  get #generation(): number {
    return this.#options.state.get().generation
  }

  #put(status: Status, verdict?: Reauthenticate, generation = this.#generation): void {
    this.#options.state.set({ status, generation, ...(verdict && { verdict }) })
  }

  #renewed(how: How): void {
    this.#failures = 0
    this.#put('signed-in', undefined, this.#generation + 1)
    this.#land('renewed', how)
  }

  #land(outcome: Answer, { byUser = false, elsewhere = false }: How): void {
    const landed = this.#flight
    this.#flight = undefined
    this.#round += 1
    this.#reached = landed?.reach ?? -1
    this.#elsewhere = false
    if (landed === undefined) return
    landed.land(outcome === 'renewed')
    landed.controller.abort()
    this.#options.emit({ type: 'resumed', outcome, byUser, elsewhere, count: landed.count })
  }

  #renewedElsewhere(byUser: boolean): void {
    // A nonce is each tab's own: who waits for one is not served by what another tab got.
    if (this.#flight?.nonce) {
      const { status, verdict } = this.#options.state.get()
      this.#options.state.set({ status, generation: this.#generation + 1, ...(verdict && { verdict }) })
      return
    }
    const { status } = this.#flight?.before ?? this.#options.state.get()
    this.#renewed({ byUser, elsewhere: true })
    this.#elsewhere = true
    this.#reached = -1
    if (byUser || status !== 'signed-in') this.#options.emit({ type: 'signed-in' })
  }

  #signedOut(verdict: Reauthenticate | undefined, how: How): void {
    const known = this.#options.state.get().status === 'signed-out'
    if (!known) this.#put('signed-out', verdict)
    this.#land('declined', how)
    if (!known) this.#options.emit({ type: 'signed-out', ...(verdict && { verdict }) })
  }

  /** Nothing is known to have changed: neither a passing failure nor a step-up that was declined is a sign-out. */
  #giveUp({ before }: Flight, how: How): void {
    this.#failures += 1
    this.#options.state.set({ ...before, generation: this.#generation })
    this.#land('failed', how)
  }

  /** Without a request it is ahead of any refusal: then it reaches no further than a nonce, and tells nobody. */
  #start(verdict: Reauthenticate, request: RequestName | undefined): Flight {
    const flight = createFlight(request ? reachOf(verdict) : 0, this.#options.state.get(), verdict.reason === 'stale-nonce')
    this.#flight = flight
    if (request) this.#wait(flight, verdict, request)
    void this.#run(verdict, flight, request)
    return flight
  }

  #wait(flight: Flight, verdict: Reauthenticate, request: RequestName): void {
    flight.count += 1
    this.#options.emit({ type: 'waiting', verdict, request, count: flight.count })
  }

  async #run(verdict: Reauthenticate, flight: Flight, request: RequestName | undefined): Promise<void> {
    const { tabs, emit, handlers } = this.#options
    if (tabs !== alone && (handlers.renew ?? handlers.signIn)) this.#put(tabs.asking() ? 'signing-in' : 'renewing', verdict)
    const hold = await tabs.take(flight.controller.signal)
    try {
      if (this.#flight !== flight) return
      if (!flight.nonce && (await tabs.moved())) return this.#renewedElsewhere(false)
      if (this.#flight !== flight) return
      flight.acting = true
      if (request) emit(counted('reauthenticate', verdict, request, flight))
      // A listener may have signed the user in, or out, already.
      if (this.#flight !== flight) return
      const { answer, byUser } = await this.#ask(verdict, flight, request === undefined)
      if (this.#flight !== flight) return
      // Slower than the patience of another tab: then what that one got counts, not what we did not.
      if (answer !== 'renewed' && !flight.nonce && (await tabs.moved())) return this.#renewedElsewhere(false)
      if (this.#flight !== flight) return
      if (answer === 'renewed') {
        if (!flight.nonce) await tabs.renewed(byUser)
        if (this.#flight !== flight) return
        this.#renewed({ byUser })
        if (byUser || flight.before.status !== 'signed-in') emit({ type: 'signed-in' })
      } else if (answer === 'declined' && request && verdict.remedy !== 'step-up' && !hold.lost()) this.signedOut(verdict, { byUser })
      else {
        if (!hold.lost() && !flight.nonce) tabs.tell({ type: 'failed', reach: flight.reach })
        this.#giveUp(flight, { byUser })
      }
    } finally {
      hold.release()
      if (this.#flight === flight) this.#giveUp(flight, {})
    }
  }

  /** `renew` first; if it declines or there is none, `signIn`. A nonce never asks the user, a step-up always does. */
  async #ask(verdict: Reauthenticate, flight: Flight, quiet: boolean): Promise<{ answer: Answer; byUser: boolean }> {
    const { handlers: { renew, signIn }, maxWait, tabs, ports } = this.#options
    const deadline = ports.now() + maxWait
    const ask = { verdict, signal: flight.controller.signal, attempt: this.#failures + 1 }
    const late = (): void => this.signedIn()
    const silent = quiet || verdict.reason === 'stale-nonce'
    let answer: Answer = silent ? 'failed' : 'declined'
    if (renew && verdict.remedy !== 'step-up') {
      this.#put('renewing', verdict)
      answer = await askHandler('renew', renew, ask, Math.min(RENEW_MS, maxWait), { late, ports })
    }
    if (answer !== 'declined' || silent || !signIn || this.#flight !== flight) return { answer: silent && answer === 'declined' ? 'failed' : answer, byUser: false }
    // The user is not bothered for what another tab has got meanwhile.
    if (await tabs.moved()) this.#renewedElsewhere(false)
    if (this.#flight !== flight) return { answer: 'failed', byUser: false }
    this.#put('signing-in', verdict)
    tabs.tell({ type: 'asking' })
    answer = await askHandler('signIn', signIn, ask, deadline - ports.now(), { late, ports })
    // Whatever kept the user from signing in, the session that was refused stays refused.
    return { answer: answer === 'failed' ? 'declined' : answer, byUser: true }
  }
}
