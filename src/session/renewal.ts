import type { Reauthenticate } from '../verdict/index.js'
import { unlessAborted } from './abort.js'
import { askHandler, type Answer, RENEW_MS } from './ask.js'
import { type AuthEvents, counted, type RequestName } from './events.js'
import type { SessionOptions } from './options.js'
import type { AuthState, Status } from './state.js'
import type { WritableStore } from './store.js'

/** What was current when a request was sent: a refusal that comes later is judged by it. */
export interface Mark {
  readonly generation: number
  /** Grows with every ask that ended, however it ended. */
  readonly round: number
}

export interface RenewalOptions {
  readonly handlers: Pick<SessionOptions, 'renew' | 'signIn'>
  readonly maxWait: number
  readonly state: WritableStore<AuthState>
  readonly emit: (event: AuthEvents['reauthenticate' | 'signed-in' | 'signed-out']) => void
}

/** One ask under way and those who wait for it. */
interface Flight {
  readonly controller: AbortController
  readonly reach: number
  readonly done: Promise<boolean>
  readonly land: (renewed: boolean) => void
  count: number
}

/** The single flight: however many requests are refused, one renewal or sign-in is asked for. */
export class Renewal {
  readonly #options: RenewalOptions
  #flight: Flight | undefined
  #round = 0
  #failures = 0
  /** How far the last ask went. */
  #reached = -1
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
    if (this.#flight) {
      this.#flight.count += 1
      return unlessAborted(this.#flight.done, signal)
    }
    // Asked and answered while this request was on its way: asking again would only nag.
    if (this.#disposed || (mark.round < this.#round && !waited)) return false
    return unlessAborted(this.#start(verdict, request).done, signal)
  }

  signedIn(): void {
    this.#renewed()
    this.#options.emit({ type: 'signed-in' })
  }

  signedOut(verdict?: Reauthenticate): void {
    const known = this.#options.state.get().status === 'signed-out'
    if (!known) this.#put('signed-out', verdict)
    this.#land(false)
    if (!known) this.#options.emit({ type: 'signed-out', ...(verdict && { verdict }) })
  }

  /** What is current was refused, and the request is not sent a third time: a sign-out, unless somebody is being asked already. */
  refusedAgain(verdict: Reauthenticate, request: RequestName, mark: Mark): void {
    // The login is fine; the user is asked for more, so that the next try succeeds.
    if (verdict.remedy === 'step-up') {
      if (this.#reached < reachOf(verdict)) void this.join(verdict, request, mark, undefined)
    } else if (verdict.reason !== 'stale-nonce' && this.#flight === undefined && mark.generation === this.#generation) this.signedOut(verdict)
  }

  dispose(): void {
    this.#disposed = true
    this.#land(false)
  }

  get #generation(): number {
    return this.#options.state.get().generation
  }

  #put(status: Status, verdict?: Reauthenticate, generation = this.#generation): void {
    this.#options.state.set({ status, generation, ...(verdict && { verdict }) })
  }

  #renewed(): void {
    this.#failures = 0
    this.#put('signed-in', undefined, this.#generation + 1)
    this.#land(true)
  }

  #land(renewed: boolean): void {
    const landed = this.#flight
    this.#flight = undefined
    this.#round += 1
    this.#reached = landed?.reach ?? -1
    landed?.land(renewed)
    landed?.controller.abort()
  }

  #start(verdict: Reauthenticate, request: RequestName): Flight {
    const { promise, resolve } = withResolvers<boolean>()
    const flight: Flight = { controller: new AbortController(), reach: reachOf(verdict), done: promise, land: resolve, count: 1 }
    this.#flight = flight
    const before = this.#options.state.get().status
    this.#options.emit(counted('reauthenticate', verdict, request, flight))
    // A listener may have signed the user in, or out, already.
    if (this.#flight === flight) void this.#run(verdict, flight, before)
    return flight
  }

  async #run(verdict: Reauthenticate, flight: Flight, before: Status): Promise<void> {
    const { answer, byUser } = await this.#ask(verdict, flight)
    if (this.#flight !== flight) return
    if (answer === 'renewed') {
      this.#renewed()
      if (byUser || before !== 'signed-in') this.#options.emit({ type: 'signed-in' })
    } else if (answer === 'declined' && verdict.remedy !== 'step-up') this.signedOut(verdict)
    else {
      // Nothing is known to have changed: neither a passing failure nor a step-up that was declined is a sign-out.
      this.#failures += 1
      this.#put(before)
      this.#land(false)
    }
  }

  /** `renew` first; if it declines or there is none, `signIn`. A nonce never asks the user, a step-up always does. */
  async #ask(verdict: Reauthenticate, flight: Flight): Promise<{ answer: Answer; byUser: boolean }> {
    const { handlers: { renew, signIn }, maxWait } = this.#options
    const deadline = Date.now() + maxWait
    const ask = { verdict, signal: flight.controller.signal, attempt: this.#failures + 1 }
    const late = (): void => this.signedIn()
    const nonce = verdict.reason === 'stale-nonce'
    let answer: Answer = nonce ? 'failed' : 'declined'
    if (renew && verdict.remedy !== 'step-up') {
      this.#put('renewing', verdict)
      answer = await askHandler('renew', renew, ask, Math.min(RENEW_MS, maxWait), late)
    }
    if (answer !== 'declined' || nonce || !signIn || this.#flight !== flight) return { answer: nonce && answer === 'declined' ? 'failed' : answer, byUser: false }
    this.#put('signing-in', verdict)
    answer = await askHandler('signIn', signIn, ask, deadline - Date.now(), late)
    // Whatever kept the user from signing in, the session that was refused stays refused.
    return { answer: answer === 'failed' ? 'declined' : answer, byUser: true }
  }
}

/** A new nonce is less than a new login, and that is less than a step-up. */
function reachOf({ reason, remedy }: Reauthenticate): number {
  if (remedy === 'step-up') return 2
  return reason === 'stale-nonce' ? 0 : 1
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
