import type { Surroundings } from './renewal-event.js'
import type { RenewalOptions } from './renewal-options.js'

/** What the transition function may know of its surroundings, as they are now. */
export function surroundingsOf({ handlers, ports, probe, user }: RenewalOptions): Surroundings {
  return {
    now: ports.now(),
    isVisible: ports.visible(),
    hasRenew: handlers.renew !== undefined,
    hasSignIn: handlers.signIn !== undefined,
    hasProbe: probe !== undefined,
    askAgainAfter: user.askAgainAfter(),
  }
}
