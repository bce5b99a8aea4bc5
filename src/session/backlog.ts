import type { EarlyPorts } from './ports.js'
import { isAnotherLogin, otherLoginError } from './renewal/other-login.js'
import type { SessionSnapshot } from './renewal/renewal-options.js'
import type { User } from './user.js'

/** So many messages of other tabs are kept at most: any script of this origin can send them. */
const MAX_HINTS = 200

/** When something happened, and where the page was. */
interface Moment {
  readonly position: number
  readonly sequence: number
  readonly now: number
  readonly href: string | undefined
  /** What other tabs were told. */
  readonly postedId: string | undefined
}

/** How often there was a sign-in, and how often a sign-out. */
export type Login = Pick<SessionSnapshot, 'generation' | 'barrier'>

const unknownLogin: Login = { generation: 0, barrier: 0 }

/**
 * What happens before the engine is there, in order. The engine then lives through it as if it had been there: with the
 * clock, the address and the number of the newest request of each moment.
 */
export class Backlog<E> {
  readonly #ports: EarlyPorts
  readonly #user: User
  readonly #entries: (readonly [act: (engine: E) => void, moment: Moment])[] = []
  /** What the engine knew of the login after each entry. */
  readonly #logins: Login[] = []
  #past: Moment | undefined
  #count = 0
  #sequence = 0
  #hints = 0
  #supersededAt = 0
  /** How much had happened when the user last signed out. */
  #leftAt = 0
  #isSignedOut = false

  constructor(ports: EarlyPorts, user: User) {
    this.#ports = ports
    this.#user = user
  }

  /** The number of the newest request. */
  get sequence(): number {
    return this.#past?.sequence ?? this.#sequence
  }

  nextSequence(): number {
    return ++this.#sequence
  }

  now(): number {
    return this.#past?.now ?? this.#clock()
  }

  href(): string | undefined {
    return this.#past ? this.#past.href : this.#ports.href?.()
  }

  add(act: (engine: E) => void, postedId?: string): void {
    this.#user.markDecline()
    const moment = {
      position: this.#count,
      sequence: this.#sequence,
      now: this.#clock(),
      href: this.#ports.href?.(),
      postedId,
    }
    this.#count += 1
    this.#entries.push([act, moment])
  }

  get isEmpty(): boolean {
    return this.#count === 0
  }

  /** What may be lost: another way leads to it, or another like it will follow. */
  addHint(act: (engine: E) => void): void {
    if (++this.#hints <= MAX_HINTS) this.add(act)
  }

  /** Another tab says that the user signed in or out: what this one did before is history, and no news for other tabs. */
  markSuperseded(): void {
    this.#supersededAt = this.#count
  }

  /** The user signed in or out, here or in another tab. */
  markLogin(type: 'renewed' | 'signed-out'): void {
    this.#isSignedOut = type === 'signed-out'
    if (type === 'signed-out') this.#leftAt = this.#count
  }

  /** Before the engine comes. @throws DOMException `AbortError` when another user may be signed in than at `snapshot` */
  assertSameLogin(snapshot: SessionSnapshot): void {
    const barrier = snapshot instanceof EarlySnapshot && snapshot.position < this.#leftAt ? -1 : 0
    const login = this.#isSignedOut ? 'signed-out' : 'unknown'
    const { user } = snapshot
    const sent = { user, barrier, generation: 0, sequence: 0, wasUserActive: false }
    if (isAnotherLogin(sent, { barrier: 0, login }, this.#user.name())) throw otherLoginError()
  }

  get postedId(): string | undefined {
    return this.#past?.postedId
  }

  /** Whether what the engine lives through now must not be told to other tabs any more. */
  get isSuperseded(): boolean {
    return this.#past !== undefined && this.#past.position < this.#supersededAt
  }

  drain(engine: E, login: () => Login): void {
    // A listener may add to it meanwhile.
    for (let next = this.#entries.shift(); next !== undefined; next = this.#entries.shift()) {
      const [act, moment] = next
      this.#past = moment
      act(engine)
      this.#logins.push(login())
    }
    this.#past = undefined
  }

  snapshot(): SessionSnapshot {
    const count = this.#count
    const wasUserActive = count > 0 && this.#user.hasActed()
    return new EarlySnapshot(this.#logins, count, this.#user.name(), this.nextSequence(), wasUserActive)
  }

  #clock(): number {
    const { elapsed, now } = this.#ports
    return (elapsed ?? now)()
  }
}

/** A snapshot of before: what the login was then is known once the engine has lived through it. */
class EarlySnapshot implements SessionSnapshot {
  readonly #logins: readonly Login[]
  readonly position: number
  readonly user: string | undefined
  readonly sequence: number
  readonly wasUserActive: boolean

  constructor(
    logins: readonly Login[],
    position: number,
    user: string | undefined,
    sequence: number,
    wasUserActive: boolean,
  ) {
    this.#logins = logins
    this.position = position
    this.user = user
    this.sequence = sequence
    this.wasUserActive = wasUserActive
  }

  get generation(): number {
    return this.#login.generation
  }

  get barrier(): number {
    return this.#login.barrier
  }

  get #login(): Login {
    return this.#logins[this.position - 1] ?? unknownLogin
  }
}
