import { openChannel } from './tabs/channel.js'
import { openSharedId } from './tabs/id-store.js'

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

/** Stores the id that all tabs share; `write` resolves to the id as it will be read, where that differs. */
export interface SharedIdPort {
  readonly read: () => Promise<unknown>
  readonly write: (id: string) => Promise<unknown>
}

/** What the session takes from its surroundings; a test brings its own. */
export interface Ports {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds that no change of the clock moves. Default: `now`. */
  readonly elapsed?: () => number
  /** Runs `act` once after `ms`; returns its undo. A timer with `background` does not keep a node process alive. */
  readonly after: (ms: number, act: () => void, options?: { readonly background?: boolean }) => () => void
  /** Holds a lock of this origin while `act` runs (Web Locks); absent where there are no other tabs. */
  readonly lock?: (
    name: string,
    options: { readonly signal?: AbortSignal; readonly steal?: boolean },
    act: () => Promise<void>,
  ) => Promise<unknown>
  readonly channel?: (name: string, hear: (message: unknown) => void) => ChannelPort
  /** An id that all tabs share, and that is never stale to the holder of the lock. */
  readonly epoch?: (name: string) => SharedIdPort
  readonly visible: () => boolean
  /** Runs `act` whenever the page is shown again, also from the back/forward cache; returns its undo. */
  readonly onShow: (act: () => void) => () => void
  /** Runs `act` when the page is left; returns its undo. */
  readonly onHide?: (act: () => void) => () => void
  /** Whether the user acted just now; undefined where the platform cannot tell. */
  readonly userIsActive?: () => boolean | undefined
  /** Runs `act` when the user presses a key or a pointer; returns its undo. */
  readonly onAct?: (act: () => void) => () => void
  /** The URL of the page, to see that the user went elsewhere. */
  readonly href?: () => string | undefined
}

/** The browser's own. Without a document or a worker (a server, node) there are no tabs. */
export function browserPorts(): Ports {
  const here: Ports = {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    after: (ms, act, options) => {
      const timer: unknown = setTimeout(act, ms)
      if (options?.background) unref(timer)
      return () => clearTimeout(timer as ReturnType<typeof setTimeout>)
    },
    visible: () => true,
    onShow: () => () => {},
  }
  const isPage = typeof document !== 'undefined'
  if (!isPage && !isWorker()) return here
  const { locks } = globalThis.navigator ?? {}
  return {
    ...here,
    ...(locks && { lock: (name, options, act) => locks.request(name, options, act) }),
    ...(hasGlobal('BroadcastChannel') && { channel: openChannel }),
    ...(hasGlobal('indexedDB') && { epoch: openSharedId }),
    ...(isPage && pagePorts()),
  }
}

function pagePorts(): Pick<Ports, 'visible' | 'onShow' | 'onHide' | 'userIsActive' | 'onAct' | 'href'> {
  return {
    visible: () => document.visibilityState === 'visible',
    onShow: (act) => {
      const shown = (): void => {
        if (document.visibilityState === 'visible') act()
      }
      // Out of the back/forward cache comes `pageshow` alone; a lock that was held may be lost by then.
      globalThis.addEventListener('pageshow', shown)
      document.addEventListener('visibilitychange', shown)
      return () => {
        globalThis.removeEventListener('pageshow', shown)
        document.removeEventListener('visibilitychange', shown)
      }
    },
    onHide: (act) => {
      globalThis.addEventListener('pagehide', act)
      return () => globalThis.removeEventListener('pagehide', act)
    },
    userIsActive: () => (globalThis.navigator as { readonly userActivation?: UserActivation }).userActivation?.isActive,
    onAct: (act) => {
      const events = ['pointerdown', 'keydown'] as const
      for (const type of events) globalThis.addEventListener(type, act, true)
      return () => {
        for (const type of events) globalThis.removeEventListener(type, act, true)
      }
    },
    href: () => globalThis.location?.href,
  }
}

function isWorker(): boolean {
  return typeof WorkerGlobalScope === 'function' && globalThis instanceof WorkerGlobalScope
}

declare const WorkerGlobalScope: (new () => object) | undefined

/** A browser that blocks storage throws when the global is read. */
function hasGlobal(name: 'BroadcastChannel' | 'indexedDB'): boolean {
  try {
    return Boolean(globalThis[name])
  } catch {
    return false
  }
}

function unref(timer: unknown): void {
  const { unref: act } = (typeof timer === 'object' && timer !== null ? timer : {}) as { readonly unref?: unknown }
  if (typeof act === 'function') act.call(timer)
}
