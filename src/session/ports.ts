import { hasGlobal, isPage, isWorker } from './platform.js'
import { openChannel } from './tabs/channel.js'

/** A channel to the other tabs of this origin; what comes in is foreign. */
export interface ChannelPort {
  readonly post: (message: unknown) => void
  readonly close: () => void
}

/** Where broken integrations are kept over a reload: `localStorage`, `sessionStorage`, or the like. */
export interface StoragePort {
  readonly getItem: (key: string) => string | null
  readonly setItem: (key: string, value: string) => void
  readonly removeItem: (key: string) => void
}

/** Stores the id that all tabs share. */
export interface SharedIdPort {
  readonly read: () => Promise<unknown>
  readonly write: (id: string) => Promise<unknown>
}

/** What a session needs of its surroundings before anything was refused. */
export interface EarlyPorts {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds that no change of the clock moves. Default: `now`. */
  readonly elapsed?: () => number
  /** Runs `act` once after `ms`; returns its undo. A timer with `background` does not keep a node process alive. */
  readonly after: (ms: number, act: () => void, options?: { readonly background?: boolean }) => () => void
  readonly channel?: (name: string, hear: (message: unknown) => void) => ChannelPort
  /** Whether the user acted just now; undefined where the platform cannot tell. */
  readonly userIsActive?: () => boolean | undefined
  /** Runs `act` when the user presses a key or a pointer; returns its undo. */
  readonly onAct?: (act: () => void) => () => void
  /** Runs `act` when the page is left; returns its undo. */
  readonly onHide?: (act: () => void) => () => void
  /** The URL of the page, to see that the user went elsewhere. */
  readonly href?: () => string | undefined
}

/** What the session takes from its surroundings; a test brings its own. */
export interface Ports extends EarlyPorts {
  /** Holds a lock of this origin while `act` runs (Web Locks); absent where there are no other tabs. */
  readonly lock?: (
    name: string,
    options: { readonly signal?: AbortSignal; readonly steal?: boolean },
    act: () => Promise<void>,
  ) => Promise<unknown>
  /** Runs `act` when the page is about to be left, which it may not be in the end (a download); returns its undo. */
  readonly onLeave?: (act: () => void) => () => void
  /** An id that all tabs share, and that is never stale to the holder of the lock. */
  readonly epoch?: (name: string) => SharedIdPort
  readonly visible: () => boolean
  /** Runs `act` whenever the page is shown again, also from the back/forward cache; returns its undo. */
  readonly onShow: (act: () => void) => () => void
}

/** The browser's own, as far as they are needed before anything was refused. Without a document or a worker there are no tabs. */
export function earlyPorts(): EarlyPorts {
  const here: EarlyPorts = {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    after: (ms, act, options) => {
      const timer = setTimeout(act, ms)
      // Only node's has it; in a browser it is a number.
      if (options?.background) (timer as { readonly unref?: () => unknown }).unref?.()
      return () => clearTimeout(timer)
    },
  }
  return {
    ...here,
    ...((isPage() || isWorker()) && hasGlobal('BroadcastChannel') && { channel: openChannel }),
    ...(isPage() && {
      userIsActive: () =>
        (globalThis.navigator as { readonly userActivation?: UserActivation }).userActivation?.isActive,
      onAct: (act: () => void) => listen(act, 'pointerdown', 'keydown'),
      onHide: (act: () => void) => listen(act, 'pagehide'),
      href: () => globalThis.location?.href,
    }),
  }
}

/** Runs `act` at each of these events of the page; returns its undo. */
export function listen(act: () => void, ...types: readonly (keyof WindowEventMap)[]): () => void {
  const end = new AbortController()
  for (const type of types) globalThis.addEventListener(type, act, { capture: true, signal: end.signal })
  return () => end.abort()
}
