import type { HandlerContext, RenewHandler, RenewResult } from '../options.js'
import type { StoragePort } from '../ports.js'
import { cleanPath } from './clean-path.js'
import { RETURN_PARAM, safePath } from './return-path.js'
import { createRoundTrips, type RoundTrips } from './round-trips.js'

/** How a page is left for another; a test brings its own. */
export interface NavigationPort {
  readonly href: () => string
  readonly assign: (url: string) => void
  /** Of this tab only, and gone with it: `sessionStorage`. */
  readonly storage: StoragePort | undefined
}

/** Where the login page is, and how to get there and back. */
export interface LoginRedirectOptions {
  /** The login page: a path of this origin, or an http(s) URL. Nothing from a response is ever used. */
  readonly to: string | URL | ((context: HandlerContext) => string | URL)
  /** Query parameter that holds the way back: path, query and fragment. Default: `returnTo`. */
  readonly returnParam?: string
  /** Called before the page is left: `false` keeps it (unsaved work), and the sign-in counts as declined. Default: not called. */
  readonly beforeLeave?: (context: HandlerContext) => boolean | Promise<boolean>
  /**
   * A router's navigation in place of leaving the page, for a `to` of this origin: given path, query and fragment. Requests
   * then wait on, for `auth.signedIn()`; to let them go when the user leaves the login route otherwise, race the handler with
   * that (docs/react.md). Default: the page is left.
   */
  readonly navigate?: (path: string) => unknown
  readonly navigation?: NavigationPort
}

/** A `signIn` handler that knows how often it led to the login page in vain. */
export interface LoginRedirect extends RenewHandler {
  (context: HandlerContext): Promise<RenewResult>
  readonly roundTrips: RoundTrips
}

/**
 * A `signIn` handler that leaves for a login page, and comes back to where the user was.
 *
 * One question is one navigation, however many requests were refused. It declines on the login page itself, and after two
 * round trips without a success: then the session is `signed-out`, and `auth.signIn()` leaves again.
 *
 * @throws TypeError that names the option
 * @see RFC 9700 §4.11 (open redirectors)
 * @example
 * createAuth({ signIn: loginRedirect({ to: '/login' }) }) // and on the login page: returnPath(location.href)
 */
export function loginRedirect(options: LoginRedirectOptions): LoginRedirect {
  const { to, navigation = browserNavigation() } = options
  checkOptions(options, navigation)
  const roundTrips = createRoundTrips(() => navigation.storage)
  const leave = async (context: HandlerContext): Promise<RenewResult> => {
    const here = new URL(navigation.href())
    const target = readTarget(typeof to === 'function' ? to(context) : to, navigation)
    // Nobody is sent to the page where they are: the user may be typing a password there.
    if (isSamePage(target, here)) return 'declined'
    if (!roundTrips.mayLeave(context, target)) return 'declined'
    if (options.beforeLeave !== undefined && !(await options.beforeLeave(context))) return 'declined'
    if (context.signal.aborted) return 'declined'
    roundTrips.leave(context, target)
    const isLeft = await go(target, here, options, navigation)
    // The page is about to go, or to call `signedIn`: requests wait until then, or until `maxWait`.
    return new Promise((resolve, reject) => {
      context.signal.addEventListener('abort', () => resolve('declined'), { once: true })
      if (isLeft) onReturn(context.signal, reject)
    })
  }
  return Object.assign(leave, { roundTrips })
}

/** A last slash does not count. A router may keep its route in the fragment, which counts where `target` has one. */
function isSamePage(target: URL, here: URL): boolean {
  const [to, from] = [target, here].map(({ origin, pathname }) => origin + pathname.replace(/\/$/, ''))
  return to === from && (!routeOf(target) || routeOf(target) === routeOf(here))
}

/** `/login` of `/#/login?x=1`. */
function routeOf({ hash }: URL): string | undefined {
  return /^#!?(\/[^?]+)/.exec(hash)?.[1]
}

/**
 * Rejects when the user comes back to this very page, which the browser kept (bfcache). Whether the user signed in meanwhile is
 * not known. So this counts as a failure that may pass, and the login goes on; the next refusal shows whether it is over.
 */
function onReturn(signal: AbortSignal, reject: (reason: unknown) => void): void {
  const shown = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) reject(new DOMException('The user came back from the login page', 'AbortError'))
  }
  globalThis.addEventListener?.('pageshow', shown, { signal })
}

/** True when the page is left. */
async function go(target: URL, here: URL, options: LoginRedirectOptions, navigation: NavigationPort): Promise<boolean> {
  const { returnParam = RETURN_PARAM, navigate } = options
  // A page that was given a way back, such as another login page, hands it on: it never becomes a part of the new one.
  const inner = safePath(here.searchParams.get(returnParam) ?? '', here.origin)
  target.searchParams.set(returnParam, inner ?? cleanPath(here))
  // A router stays on the page, and so leads to no other origin.
  if (navigate !== undefined && target.origin === here.origin) {
    await navigate(target.pathname + target.search + target.hash)
    return false
  }
  navigation.assign(target.href)
  return true
}

function checkOptions(
  { to, returnParam, beforeLeave, navigate, ...rest }: LoginRedirectOptions,
  navigation: NavigationPort,
): void {
  // On a server there is no page yet; there it is looked at when it is used.
  if (typeof to !== 'function' && (rest.navigation ?? globalThis.location) !== undefined) readTarget(to, navigation)
  const check = (right: boolean, name: string, what: string): void => {
    if (!right) throw new TypeError(`loginRedirect: \`${name}\` must be ${what}`)
  }
  check(returnParam === undefined || (typeof returnParam === 'string' && returnParam !== ''), 'returnParam', 'a name')
  check(beforeLeave === undefined || typeof beforeLeave === 'function', 'beforeLeave', 'a function')
  check(navigate === undefined || typeof navigate === 'function', 'navigate', 'a function')
}

function readTarget(to: string | URL, { href }: NavigationPort): URL {
  const base = globalThis.document?.baseURI ?? href()
  const url = URL.canParse(to, base) ? new URL(to, base) : undefined
  // `//host` and `/\host` look like paths, and lead to another host; tabs and line ends are dropped by browsers.
  const isDisguised = typeof to === 'string' && /^\s*[/\\]\s*[/\\]/.test(to)
  if (
    url === undefined ||
    isDisguised ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.password !== ''
  ) {
    throw new TypeError('loginRedirect: `to` must be a path of this origin or an http(s) URL')
  }
  return url
}

function browserNavigation(): NavigationPort {
  return {
    href: () => location.href,
    assign: (url) => location.assign(url),
    get storage() {
      try {
        return globalThis.sessionStorage
      } catch {
        return undefined
      }
    },
  }
}
