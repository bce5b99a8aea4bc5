import type { AuthOptions } from './options.js'
import type { EarlyPorts } from './ports.js'

/** How long after a click a browser calls the user active, and a little more, ms. */
const ACTIVATION_MS = 6_000

/** What is known of the person in front of the page. */
export interface User {
  /** Who is signed in, as the app says; undefined where it says nothing. */
  readonly name: () => string | undefined
  /** Who was signed in when the session began. The engine may come later, when another user is signed in. */
  readonly first: string | undefined
  /** The user declined, or was signed out: from here on an act of the user counts. */
  readonly markDecline: () => void
  /** Whether the user has acted since: a click or a key just now, or another page of the app. */
  readonly hasActed: () => boolean
}

export function createUser(
  { user }: Pick<AuthOptions, 'user'>,
  ports: Pick<EarlyPorts, 'now' | 'href' | 'userIsActive' | 'onAct'>,
): User {
  let declinedHref: string | undefined
  /** Until then an active user may be active by the very click that declined. */
  let mutedUntil = -Infinity
  let stopListening = (): void => {}
  const name = (): string | undefined => {
    try {
      const value: unknown = user?.()
      return typeof value === 'string' && value !== '' ? value : undefined
    } catch {
      return undefined
    }
  }
  return {
    name,
    first: name(),
    markDecline: () => {
      declinedHref = ports.href?.()
      mutedUntil = ports.userIsActive?.() === true ? ports.now() + ACTIVATION_MS : -Infinity
      stopListening()
      // The next click or key is an act of its own, however soon it comes.
      stopListening =
        ports.onAct?.(() => {
          mutedUntil = -Infinity
          stopListening()
        }) ?? stopListening
    },
    hasActed: () => {
      const isActive = ports.userIsActive?.() === true && ports.now() >= mutedUntil
      return isActive || ports.href?.() !== declinedHref
    },
  }
}
