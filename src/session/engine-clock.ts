import type { Login, Moment } from './loading/backlog.js'
import type { EngineContext } from './engine-context.js'
import type { User } from './user.js'

/** The time, the place and the numbers of an engine: those of each moment while it lives through what was before it. */
export class EngineClock {
  readonly user: User
  readonly #backlog: EngineContext['backlog']
  #moment: Moment | undefined

  constructor({ backlog, user }: Pick<EngineContext, 'backlog' | 'user'>) {
    this.#backlog = backlog
    this.user = {
      name: user.name,
      first: user.first,
      markDecline: () => user.markDecline(this),
      hasActed: () => user.hasActed(this),
    }
  }

  now(): number {
    return this.#moment ? this.#moment.now : this.#backlog.now()
  }

  href(): string | undefined {
    return this.#moment ? this.#moment.href : this.#backlog.href()
  }

  /** The number of the newest request. */
  get sequence(): number {
    return (this.#moment ?? this.#backlog).sequence
  }

  nextSequence(): number {
    this.#backlog.sequence += 1
    return this.#backlog.sequence
  }

  /** The id that was broadcast to the other tabs already. */
  get postedId(): string | undefined {
    return this.#moment?.postedId
  }

  /** Whether the moment that is replayed now must not be broadcast to the other tabs any more. */
  get isSuperseded(): boolean {
    return this.#moment !== undefined && this.#backlog.isSuperseded(this.#moment)
  }

  liveThrough(moment: Moment, act: () => void, login: () => Login): void {
    this.#moment = moment
    act()
    moment.login = login()
    this.#moment = undefined
  }
}
