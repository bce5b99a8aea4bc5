import type { Convention, Reauthenticate } from '../verdict/index.js'
import { assertMembers, assertOption, type Expected, hasMethods } from './assert-option.js'
import type { StoragePort } from './ports.js'
import type { Route } from './refusals/routes.js'

/**
 * What `renew` and `signIn` may resolve to: `'renewed'`, `true` or nothing for fresh credentials; `'declined'` or `false`
 * when there are none to be had.
 */
export type RenewResult = 'renewed' | 'declined' | boolean | null | undefined | void

/** What `renew` and `signIn` get. */
export interface HandlerContext {
  /** The refusal that led here. */
  readonly verdict: Reauthenticate
  /** Aborted when the answer no longer matters: it is too late, the user signed in or out elsewhere, or `dispose`. */
  readonly signal: AbortSignal
  /** 1 for the first call since the last success, and one more for each failure since. */
  readonly attempt: number
  /** A fetch that carries credentials as `auth.fetch` does (the old token too), and never waits for the renewal that it serves. */
  readonly fetch: typeof globalThis.fetch
}

/** What `authorize` learns of the attempt. */
export interface CredentialContext {
  /** True when the request was refused before. */
  readonly replay: boolean
  /** Aborted when the credential is not needed any more: the caller aborted, `dispose`, or the time is over. */
  readonly signal: AbortSignal
}

/** Gets fresh credentials. */
export type RenewHandler = (context: HandlerContext) => Promise<RenewResult>

/** What `createAuth` takes; every option may be left out. */
export interface AuthOptions {
  /** How the servers speak that the app talks to. Default: `standard()`. */
  readonly conventions?: readonly Convention[]
  /**
   * The origins whose answers count, and that get credentials. Default: the page's own origin; a list replaces it. An entry has
   * no path.
   *
   * @example
   * createAuth({ origins: [location.origin, 'https://api.example.com'] })
   */
  readonly origins?: readonly (string | URL)[]
  /**
   * What endpoints are for; the first route that matches counts. Default: every endpoint is a `resource`.
   *
   * @example
   * createAuth({ routes: [{ path: '/api/session', method: 'POST', role: 'sign-in' }] })
   */
  readonly routes?: readonly Route[]
  /**
   * Realms of the app's own challenges, to tell them from a relayed one (RFC 9110 §11.5). Default: none.
   *
   * @example
   * createAuth({ ownRealms: ['api'] })
   */
  readonly ownRealms?: readonly string[]
  /**
   * The access token: each attempt to a listed origin carries it as `Authorization: Bearer …` (RFC 6750 §2.1), unless the
   * caller set `Authorization`. It is called for each attempt, and may take 10 s. Default: no token is added.
   *
   * @example
   * createAuth({ token: () => sessionStorage.getItem('access-token') ?? undefined })
   */
  readonly token?: () => string | undefined | Promise<string | undefined>
  /**
   * Puts credentials on each attempt to a listed origin, where `token` is not enough; it may take 10 s. Default: none.
   *
   * @example
   * createAuth({ authorize: ({ headers }) => headers.set('x-api-key', 'demo') })
   */
  readonly authorize?: (request: Request, context: CredentialContext) => void | Promise<void>
  /**
   * What carries each attempt, also of a ky instance that has no `fetch` of its own. Default: `globalThis.fetch`, looked up at
   * each call.
   *
   * @example
   * createAuth({ fetch: (input, init) => fetch(input, { ...init, credentials: 'include' }) })
   */
  readonly fetch?: typeof globalThis.fetch
  /**
   * Gets fresh credentials silently, in at most 30 s. A throw that may pass (no network, 408, 425, 429, 5xx) is neither a
   * success nor a sign-out; every other throw declines. Default: the user is asked by `signIn`.
   *
   * @example
   * createAuth({
   *   renew: async ({ fetch }) => {
   *     const response = await fetch('/api/token/refresh', { method: 'POST' })
   *     // 401: the user signs in; 503: it may pass
   *     if (!response.ok) throw new Error(`refresh: ${response.status}`)
   *   },
   * })
   */
  readonly renew?: RenewHandler
  /**
   * Gets fresh credentials with the user: a dialog, or `loginRedirect`. It is called in a tab that is shown, and not again
   * after a decline until the user acts. Default: a login that cannot be renewed is over.
   *
   * @example
   * createAuth({ signIn: ({ verdict }) => openSignInDialog(verdict) })
   */
  readonly signIn?: RenewHandler
  /**
   * Says whether the user is still signed in, in at most 5 s: a URL of a listed origin, or a function. Default: not asked.
   *
   * @example
   * createAuth({ probe: '/api/session' })
   */
  readonly probe?: string | ((signal: AbortSignal) => Promise<boolean>)
  /**
   * Who is signed in. It is compared only: what was sent as one user is never sent again as another. Default: not known.
   *
   * @example
   * createAuth({ user: () => sessionStorage.getItem('user-id') ?? undefined })
   */
  readonly user?: () => string | undefined
  /**
   * How long after a decline the user may be asked again without acting, ms. Default: the user is asked again only after
   * the user acts; 60,000 where the platform cannot tell that.
   *
   * @example
   * createAuth({ askAgainAfter: 300_000 })
   */
  readonly askAgainAfter?: number
  /**
   * How long a request may wait for a renewal and a sign-in, from its own refusal on, ms. Then it settles with its own
   * refusal. Default: 300,000.
   *
   * @example
   * createAuth({ maxWait: 60_000 })
   */
  readonly maxWait?: number
  /**
   * Whether the tabs of this origin share one login, and under which name: apps with logins of their own need names of their own.
   * `false` is for credentials that each tab keeps in memory. Default: `true` where the browser can.
   *
   * @example
   * createAuth({ tabs: 'shop' })
   */
  readonly tabs?: boolean | string
  /**
   * When to renew before anything is refused: ms since 1970, a `Date`, or a function that knows. It is looked at when a request
   * is sent, too: one that is sent late waits for the renewal. Default: never.
   *
   * @example
   * createAuth({ renewAt: () => Number(sessionStorage.getItem('expires-at')) - 30_000 })
   */
  readonly renewAt?: number | Date | (() => number | Date | undefined)
  /**
   * Keeps which integrations are broken over a reload: `localStorage`, `sessionStorage`, or the like. Default: memory.
   *
   * @example
   * createAuth({ storage: localStorage })
   */
  readonly storage?: StoragePort
  /**
   * When a page loads what judges refusals and acts on them, and the standard conventions: `'idle'` when the page has time,
   * `'eager'` at once, `'never'` with the first refusal. Nothing is loaded ahead without a document. A load ahead that fails is
   * not reported: the first refusal tries again. Default: `'idle'`. `createAuth` of `why401/fetch` has all of it from the start.
   *
   * @example
   * createAuth({ preload: 'eager' })
   */
  readonly preload?: 'idle' | 'eager' | 'never'
}

/** The options of `createAuth` of `why401/fetch`, which brings no conventions of its own. */
export interface SessionOptions extends AuthOptions {
  readonly conventions: readonly Convention[]
}

/** What each option must be; a function, so that a bundler can leave out what nobody calls. */
function expectedOptions(): { readonly [K in keyof AuthOptions]-?: Expected } {
  const handler: Expected = ['a function', /^function/]
  const list = ['an array', Array.isArray] as const
  const isFrom = (least: number, most: number) => (value: unknown) =>
    typeof value === 'number' && value >= least && value <= most
  return {
    conventions: [...list, 'a convention, with `name` and `examine`', (value) => hasMethods(value, 'examine')],
    origins: list,
    routes: list,
    ownRealms: [...list, 'a string', /^string/],
    token: handler,
    authorize: handler,
    fetch: handler,
    renew: handler,
    signIn: handler,
    probe: ['a URL or a function', /^(?:string|function)/],
    user: handler,
    askAgainAfter: ['a number of ms, 0 or more', isFrom(0, Infinity)],
    maxWait: ['a number of ms from 1 to 2147483647', isFrom(1, 2_147_483_647)],
    tabs: ['a boolean or a name', /^(?:boolean|string .)/s],
    renewAt: [
      'a time in ms, a Date or a function',
      (value) => Number.isFinite(value) || value instanceof Date || typeof value === 'function',
    ],
    storage: ['a Storage', (value) => hasMethods(value, 'getItem', 'setItem')],
    preload: ["'idle', 'eager' or 'never'", /^string (?:idle|eager|never)$/],
  }
}

/** @throws TypeError that names the option */
export function checkOptions(options: AuthOptions, needsConventions: boolean): void {
  assertOption(typeof options === 'object' && options !== null, 'options', 'an object')
  assertMembers(options, expectedOptions(), needsConventions ? 'conventions' : undefined)
}

/** Origins as the browser writes them. @throws TypeError that names the one that is not */
export function readOrigins(origins: readonly (string | URL)[] | undefined): ReadonlySet<string> {
  const own = globalThis.location?.origin
  if (origins === undefined) return new Set(own === undefined || own === 'null' ? [] : [own])
  return new Set(
    origins.map((origin, index) => {
      // It is not resolved against the page: `api.example.com` without a scheme would quietly become a path there.
      const url = URL.canParse(origin) ? new URL(origin) : undefined
      const isOrigin = url !== undefined && /^https?:\/$/.test(url.protocol + url.pathname + url.search + url.hash)
      assertOption(isOrigin, `origins[${index}]`, 'an http(s) origin, without a path')
      return url?.origin ?? ''
    }),
  )
}
