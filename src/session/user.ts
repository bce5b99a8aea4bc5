import type { AuthOptions } from './options.js'
import type { EarlyPorts } from './ports.js'

/** How long after a click a browser calls the user active, and a little more, ms. */
const ACTIVATION_MS = 6_000

/** How long after a decline the page may go elsewhere by itself, ms: apps show another page to who is signed out. */
const SETTLE_MS = 1_000

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

/** When it is, and where the page is; of the past, while an engine lives through it. */
export interface Here {
  now(): number
  href(): string | undefined
}

/** A user who is asked about by those who know when and where. */
export interface EarlyUser extends Pick<User, 'name' | 'first'> {
  readonly markDecline: (here: Here) => void
  readonly hasActed: (here: Here) => boolean
  /** Leaves no listener and no timer. */
  readonly forget: () => void
}

export function createUser(
  { user }: Pick<AuthOptions, 'user'>,
  { userIsActive, onAct, after }: Pick<EarlyPorts, 'userIsActive' | 'onAct' | 'after'>,
): EarlyUser {
  /** Where the page was when it had settled; null until then. */
  let declinedHref: string | undefined | null = null
  /** Until then an active user may be active by the very click that declined. */
  let mutedUntil = -Infinity
  let stopListening = (): void => {}
  let stopSettling = (): void => {}
  const forget = (): void => {
    stopListening()
    stopSettling()
  }
  const name = (): string | undefined => {
    try {
      const value: unknown = user?.()
      return typeof value === 'string' && value ? value : undefined
    } catch {
      return undefined
    }
  }
  return {
    name,
    first: name(),
    markDecline: (here) => {
      forget()
      declinedHref = null
      stopSettling = after(SETTLE_MS, () => (declinedHref = here.href()), { background: true })
      mutedUntil = userIsActive?.() ? here.now() + ACTIVATION_MS : -Infinity
      // The next click or key is an act of its own, however soon it comes.
      if (onAct) {
        stopListening = onAct(() => {
          mutedUntil = -Infinity
          stopListening()
        })
      }
    },
    hasActed: (here) =>
      (userIsActive?.() === true && here.now() >= mutedUntil) ||
      (declinedHref !== null && here.href() !== declinedHref),
    forget,
  }
}
