import type { EngineClock } from './engine-clock.js'
import type { EngineContext } from './engine-context.js'
import type { User } from './user.js'

/** What the parts of an engine work with. */
export interface PartsContext extends Pick<
  EngineContext,
  'options' | 'events' | 'state' | 'integrations' | 'origins' | 'app' | 'early' | 'began'
> {
  readonly maxWait: number
  readonly user: User
  /** The numbers of requests, the time and the place: those of a moment while the engine lives through it. */
  readonly clock: EngineClock
  /** Whether the engine comes after its page began. */
  readonly isLate: boolean
}
