import type { Convention, Reauthenticate } from '../verdict/index.js'
import type { StoragePort } from './ports.js'
import type { Route } from './refusals/routes.js'

export type RenewResult = 'renewed' | 'declined'

/** What a handler is asked. */
export interface HandlerContext {
  readonly verdict: Reauthenticate
  /** Aborted when the answer no longer matters: it came too late, the user signed in or out elsewhere, or `dispose`. */
  readonly signal: AbortSignal
  /** 1 for the first ask since the last success, and one more for each that failed since. */
  readonly attempt: number
}

/** What `authorize` learns of the attempt. */
export interface CredentialContext {
  /** True when the request was refused before. */
  readonly replay: boolean
  /** Aborted when the credential is not needed any more: the caller aborted, `dispose`, or the time is over. */
  readonly signal: AbortSignal
}

export interface SessionOptions {
  /** How the servers we talk to speak. */
  readonly conventions: readonly Convention[]
  /** Whose answers count; default: the page's own origin. */
  readonly origins?: readonly (string | URL)[]
  readonly routes?: readonly Route[]
  /** Realms of our own challenges, to tell them from a relayed one. */
  readonly ownRealms?: readonly string[]
  /**
   * Gives the access token of each attempt, first and replayed: it goes out as `Authorization: Bearer …` where the caller set
   * no `Authorization`. For listed origins only; at most 10 s.
   */
  readonly token?: () => string | undefined | Promise<string | undefined>
  /** Puts credentials on each attempt, first and replayed: the general form of `token`. For listed origins only; at most 10 s. */
  readonly authorize?: (request: Request, context: CredentialContext) => void | Promise<void>
  /** What carries each attempt; default: the global one, looked up at call time. */
  readonly fetch?: typeof globalThis.fetch
  /** Gets fresh credentials silently; at most 30 s. */
  readonly renew?: (ask: HandlerContext) => Promise<RenewResult>
  /** Gets fresh credentials with the user. */
  readonly signIn?: (ask: HandlerContext) => Promise<RenewResult>
  /** "Is the user still signed in?": a URL of ours, or a function; at most 5 s. */
  readonly probe?: string | ((signal: AbortSignal) => Promise<boolean>)
  /** How long a request may wait for a sign-in, ms; default 300,000. Then it settles with its own refusal. */
  readonly maxWait?: number
  /**
   * Coordinates the tabs of this origin, under a name of its own where it is a string; default true where the browser can.
   * `false` for credentials that each tab keeps for itself, in memory.
   */
  readonly tabs?: boolean | string
  /** When to renew before anything is refused: a time (ms since 1970, or a `Date`), or a function that knows the current one. */
  readonly renewAt?: number | Date | (() => number | Date | undefined)
  /** Keeps which integrations are broken over a reload: `localStorage`, `sessionStorage`, or the like. */
  readonly storage?: StoragePort
}

const isFunction = (value: unknown): boolean => typeof value === 'function'
const list = ['an array', Array.isArray] as const
const handler = ['a function', isFunction] as const

/** What each option must be. */
const expected: { readonly [K in keyof SessionOptions]-?: readonly [what: string, fits: (value: unknown) => boolean] } =
  {
    conventions: list,
    origins: list,
    routes: list,
    ownRealms: list,
    token: handler,
    authorize: handler,
    fetch: handler,
    renew: handler,
    signIn: handler,
    probe: ['a URL or a function', (value) => typeof value === 'string' || isFunction(value)],
    maxWait: [
      'a number of ms from 1 to 2147483647',
      (value) => typeof value === 'number' && value >= 1 && value <= 2_147_483_647,
    ],
    tabs: ['a boolean or a name', (value) => typeof value === 'boolean' || (typeof value === 'string' && value !== '')],
    renewAt: [
      'a time in ms, a Date or a function',
      (value) => Number.isFinite(value) || value instanceof Date || isFunction(value),
    ],
    storage: [
      'a Storage',
      (value) =>
        typeof value === 'object' &&
        value !== null &&
        isFunction(Reflect.get(value, 'getItem')) &&
        isFunction(Reflect.get(value, 'setItem')),
    ],
  }

/** @throws TypeError that names the option */
export function assertOption(right: boolean, option: string, what: string): asserts right {
  if (!right) throw new TypeError(`createAuth: \`${option}\` must be ${what}`)
}

/** @throws TypeError that names the option */
export function assertKnownOptions(value: object, known: object, prefix = ''): void {
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(known, name)) throw new TypeError(`createAuth: unknown option \`${prefix}${name}\``)
  }
}

/** @throws TypeError that names the option */
export function checkOptions(options: SessionOptions): void {
  assertOption(typeof options === 'object' && options !== null, 'options', 'an object')
  assertKnownOptions(options, expected)
  for (const [name, [what, fits]] of Object.entries(expected)) {
    const value: unknown = Reflect.get(options, name)
    if (value !== undefined || name === 'conventions') assertOption(fits(value), name, what)
  }
  options.conventions.forEach((convention, index) =>
    assertOption(
      typeof convention?.examine === 'function',
      `conventions[${index}]`,
      'a convention, with `name` and `examine`',
    ),
  )
  options.ownRealms?.forEach((realm, index) =>
    assertOption(typeof realm === 'string', `ownRealms[${index}]`, 'a string'),
  )
}

/** Origins as the browser writes them. @throws TypeError that names the one that is not */
export function readOrigins(origins: readonly (string | URL)[] | undefined): ReadonlySet<string> {
  const own = globalThis.location?.origin
  if (origins === undefined) return new Set(own === undefined || own === 'null' ? [] : [own])
  return new Set(
    origins.map((origin, index) => {
      // Not from the page's own: `api.example.com` without a scheme would quietly become a path there.
      const url = URL.canParse(origin) ? new URL(origin) : undefined
      assertOption(url !== undefined && /^https?:$/.test(url.protocol), `origins[${index}]`, 'an http(s) origin')
      return url.origin
    }),
  )
}
