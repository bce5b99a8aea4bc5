import type { EarlyPorts } from '../ports.js'
import type { SessionSnapshot } from '../renewal/renewal-options.js'
import { assertSameLogin } from '../renewal/same-login.js'
import type { LoginChange } from '../tabs/early-tabs.js'
import type { EarlyUser } from '../user.js'

/** How often there was a sign-in, and how often a sign-out. */
export type Login = Pick<SessionSnapshot, 'generation' | 'barrier'>

/** When something happened before the engine came, and where the page was. */
export interface Moment {
  /** How much had happened until then, with this. */
  readonly position: number
  /** The number of the newest request. */
  readonly sequence: number
  readonly now: number
  readonly href: string | undefined
  /** The id that was broadcast to the other tabs. */
  readonly postedId: string | undefined
  /** The login after it, as far as the page knows; as the engine knows it, once that has lived through it. */
  login: Login
}

/**
 * What happens before the engine is there, in order, and what a request asks an engine for meanwhile. `EngineClock` has the
 * engine live through it as if it had been there.
 */
export class Backlog<E> {
  readonly entries: (readonly [act: (engine: E) => void, moment: Moment])[] = []
  /** The number of the newest request. */
  sequence = 0
  readonly #ports: EarlyPorts
  readonly #user: EarlyUser
  #last: Pick<Moment, 'position' | 'login'> = { position: 0, login: { generation: 0, barrier: 0 } }
  #supersededAt = 0
  #change: LoginChange | undefined

  constructor(ports: EarlyPorts, user: EarlyUser) {
    this.#ports = ports
    this.#user = user
  }

  /** Milliseconds that no change of the clock moves, where the platform has them. */
  now(): number {
    const { elapsed, now } = this.#ports
    return (elapsed ?? now)()
  }

  href(): string | undefined {
    return this.#ports.href?.()
  }

  get isEmpty(): boolean {
    return this.#last.position === 0
  }

  add(act: (engine: E) => void, postedId?: string): void {
    this.#user.markDecline(this)
    const { sequence } = this
    const { position, login } = this.#last
    const moment = { position: position + 1, sequence, now: this.now(), href: this.href(), postedId, login }
    this.#last = moment
    this.entries.push([act, moment])
  }

  /**
   * Notes that the newest entry changes the login. A change of another tab comes after all that this page did, which is
   * not broadcast any more.
   */
  noteLogin(change: LoginChange, isElsewhere: boolean): void {
    const { position, login } = this.#last
    this.#change = change
    if (change === 'signed-out') this.#last.login = { ...login, barrier: login.barrier + 1 }
    if (isElsewhere) this.#supersededAt = position
  }

  /** Whether what happened then must not be broadcast any more. */
  isSuperseded({ position }: Moment): boolean {
    return position <= this.#supersededAt
  }

  snapshot(): SessionSnapshot {
    const wasUserActive = !this.isEmpty && this.#user.hasActed(this)
    return new EarlySnapshot(this.#last, this.#user.name(), ++this.sequence, wasUserActive)
  }

  /** @throws DOMException `AbortError` when another user may be signed in than at `snapshot` */
  assertSameLogin(snapshot: SessionSnapshot): void {
    const { barrier } = this.#last.login
    assertSameLogin(snapshot, { barrier, login: this.#change ?? 'unknown' }, this.#user.name())
  }
}

/** A snapshot of before: what the login was then is known once the engine has lived through it. */
class EarlySnapshot implements SessionSnapshot {
  readonly #after: Pick<Moment, 'login'>
  readonly user: string | undefined
  readonly sequence: number
  readonly wasUserActive: boolean

  constructor(after: Pick<Moment, 'login'>, user: string | undefined, sequence: number, wasUserActive: boolean) {
    this.#after = after
    this.user = user
    this.sequence = sequence
    this.wasUserActive = wasUserActive
  }

  get generation(): number {
    return this.#after.login.generation
  }

  get barrier(): number {
    return this.#after.login.barrier
  }
}
