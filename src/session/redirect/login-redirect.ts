import type { HandlerContext, RenewResult } from '../options.js'
import { RETURN_PARAM } from './return-path.js'
import type { StoragePort } from '../ports.js'

/** A refusal this soon after a redirect means that signing in does not help, ms. */
export const LOOP_MS = 10_000
const KEY = 'why401:redirected'

/** Where pages are left for others; a test brings its own. */
export interface NavigationPort {
  readonly href: () => string
  readonly assign: (url: string) => void
  readonly now: () => number
  /** Of this tab only, and gone with it: `sessionStorage`. */
  readonly storage: StoragePort | undefined
}

export interface LoginRedirectOptions {
  /** The login page: a path of this origin, or an http(s) URL. Nothing from a response is ever used. */
  readonly to: string | URL | ((ask: HandlerContext) => string | URL)
  /** Query parameter that holds the way back: path, query and fragment; default `returnTo`. */
  readonly returnParam?: string
  /** Asked before the page is left: `false` keeps it (unsaved work), and the sign-in counts as declined. */
  readonly beforeLeave?: (ask: HandlerContext) => boolean | Promise<boolean>
  /**
   * A router's navigation in place of leaving the page, for a `to` of this origin: given path, query and fragment. Requests then wait
   * on, for `auth.signedIn()`; to let them go when the user leaves the login route otherwise, race the handler with that (docs/react.md).
   */
  readonly navigate?: (path: string) => unknown
  readonly navigation?: NavigationPort
}

/**
 * A `signIn` handler that leaves for a login page, and comes back to where the user was.
 *
 * One ask is one navigation, however many requests were refused. Refused again within 10 s of the redirect, it declines
 * instead of going round: the session is then `signed-out`.
 *
 * @throws TypeError that names the option
 * @example
 * createAuth({ signIn: loginRedirect({ to: '/login' }) }) // and on the login page: returnPath(location.href)
 */
export function loginRedirect(options: LoginRedirectOptions): (ask: HandlerContext) => Promise<RenewResult> {
  const { to, returnParam = RETURN_PARAM, beforeLeave, navigate, navigation = browserNavigation() } = options
  // On a server there is no page yet; there it is looked at when it is used.
  if (typeof to !== 'function' && (options.navigation ?? globalThis.location) !== undefined) check(to, navigation)
  if (typeof returnParam !== 'string' || returnParam === '') {
    throw new TypeError('loginRedirect: `returnParam` must be a name')
  }
  if (beforeLeave !== undefined && typeof beforeLeave !== 'function') {
    throw new TypeError('loginRedirect: `beforeLeave` must be a function')
  }
  if (navigate !== undefined && typeof navigate !== 'function') {
    throw new TypeError('loginRedirect: `navigate` must be a function')
  }
  return async (ask) => {
    const { href, assign, now, storage } = navigation
    const last = Number(read(storage))
    if (last > 0 && now() - last < LOOP_MS) {
      // Still the same loop, for as long as the page goes on asking.
      write(storage, String(now()))
      return 'declined'
    }
    if (beforeLeave !== undefined && !(await beforeLeave(ask))) return 'declined'
    if (ask.signal.aborted) return 'declined'
    const target = check(typeof to === 'function' ? to(ask) : to, navigation)
    const { pathname, search, hash } = new URL(href())
    target.searchParams.set(returnParam, pathname + search + hash)
    write(storage, String(now()))
    // A router stays on the page, and so leads to nowhere else.
    if (navigate !== undefined && target.origin === new URL(href()).origin) {
      await navigate(target.pathname + target.search + target.hash)
    } else assign(target.href)
    // The page is about to go, or to call `signedIn`: whoever waits, waits until then, or until `maxWait`.
    return new Promise((resolve) => {
      ask.signal.addEventListener('abort', () => resolve('declined'), { once: true })
    })
  }
}

function check(to: string | URL, { href }: NavigationPort): URL {
  const base = href()
  const url = URL.canParse(to, base) ? new URL(to, base) : undefined
  // `//host` and `/\host` look like paths, and lead to another host; tabs and line ends are dropped by browsers.
  const disguised = typeof to === 'string' && /^\s*[/\\]\s*[/\\]/.test(to)
  if (url === undefined || disguised || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new TypeError('loginRedirect: `to` must be a path of this origin or an http(s) URL')
  }
  return url
}

function browserNavigation(): NavigationPort {
  return {
    href: () => location.href,
    assign: (url) => location.assign(url),
    now: () => Date.now(),
    get storage() {
      try {
        return globalThis.sessionStorage
      } catch {
        return undefined
      }
    },
  }
}

function read(storage: StoragePort | undefined): string | null {
  try {
    return storage?.getItem(KEY) ?? null
  } catch {
    return null
  }
}

function write(storage: StoragePort | undefined, value: string): void {
  try {
    storage?.setItem(KEY, value)
  } catch {
    // Without storage a loop is stopped by the user, not by us.
  }
}
