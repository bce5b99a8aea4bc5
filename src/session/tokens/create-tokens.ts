import { isResponse } from '../../response/index.js'
import { assertMembers, assertOption, type Expected, hasMethods } from '../assert-option.js'
import type { AuthOptions, HandlerContext, RenewResult } from '../options.js'
import type { StoragePort } from '../ports.js'
import { inTurn } from './in-turn.js'
import { createTokenStore, type TokenRecord } from './token-store.js'

/** What a token endpoint answers (RFC 6749 §5.1). Other members are left alone. */
export interface TokenAnswer {
  /** What each request carries as `Authorization: Bearer …`. */
  readonly access_token: string
  /** What renews it. Default: the one before is kept (RFC 6749 §6). */
  readonly refresh_token?: string | null | undefined
  /** How long the access token is good, s. Default: not known, and nothing is renewed ahead of time. */
  readonly expires_in?: number | string | null | undefined
}

/** What `refresh` is told. */
export interface RefreshContext extends HandlerContext {
  /** The refresh token; undefined where there is none, as with one that the server keeps in a cookie. */
  readonly refreshToken: string | undefined
}

/** What `refresh` resolves to. */
export type RefreshResult = Response | TokenAnswer | false | null | undefined

/** What an app tells `createTokens`. */
export interface TokensOptions {
  /**
   * Gets fresh tokens: the answer of the token endpoint, or what it says. Nothing, `null` or `false` when there are none to be
   * had. What it throws, or an answer that is no success, counts as in `renew`.
   *
   * @example
   * createTokens({ refresh: ({ fetch }) => fetch('/token/refresh', { method: 'POST' }) })
   */
  readonly refresh: (context: RefreshContext) => Promise<RefreshResult>
  /**
   * Where the tokens are kept: `localStorage` for all tabs, `sessionStorage` for this one. Every script of the page can read
   * them there. Default: memory.
   *
   * @example
   * createTokens({ refresh: async () => undefined, storage: sessionStorage })
   */
  readonly storage?: StoragePort
  /**
   * The name in the storage: two logins on one origin need two. Default: `why401:tokens`.
   *
   * @example
   * createTokens({ refresh: async () => undefined, storage: localStorage, key: 'shop:tokens' })
   */
  readonly key?: string
}

/** Tokens for `createAuth`. */
export interface Tokens {
  /** Spread it into the options of `createAuth`: `tabs: false` is among them where no other tab can see the tokens. */
  readonly options: {
    readonly token: () => string | undefined
    readonly renew: (context: HandlerContext) => Promise<RenewResult>
    readonly renewAt: () => number | undefined
  } & Pick<AuthOptions, 'tabs'>
  /**
   * Takes the tokens of a sign-in. Outside of the option `signIn`, call `auth.signedIn()` after it.
   *
   * @throws TypeError where `access_token` is no string; nothing of the answer is in it
   */
  readonly set: (answer: TokenAnswer) => void
  /**
   * Forgets the tokens, at a sign-out: the event `signed-out` comes when the app calls `auth.signedOut()`. Given that event of
   * another tab, it leaves what was written since this tab last looked: the tokens of the next login.
   */
  readonly clear: (event?: object) => void
}

/** How long before its end an access token is renewed: a tenth of its life, and at most this, ms. */
const MAX_MARGIN_MS = 60_000

/**
 * Keeps an access token and what renews it: puts it on each request, renews it ahead of time, and takes what another tab
 * renewed meanwhile without renewing again.
 *
 * @throws TypeError that names the option
 * @see RFC 6749 §5.1 and §6
 * @example
 * const tokens = createTokens({
 *   refresh: async ({ fetch, refreshToken: refresh_token }) =>
 *     refresh_token === undefined
 *       ? undefined
 *       : fetch('/token', { method: 'POST', body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token }) }),
 *   storage: localStorage,
 * })
 * const auth = createAuth(tokens.options)
 * auth.on('signed-out', tokens.clear)
 */
export function createTokens(options: TokensOptions): Tokens {
  checkTokensOptions(options)
  const { refresh, storage, key = 'why401:tokens' } = options
  const store = createTokenStore(storage, key)
  /** The access token that a request of this tab carried last. */
  let carried: string | undefined

  const token = (): string | undefined => {
    carried = store.read()?.accessToken
    return carried
  }

  const renew = async (context: HandlerContext): Promise<RenewResult> => {
    const before = store.read()
    // No request of this tab was refused with these: another tab renewed them.
    if (before !== undefined && before.accessToken !== carried && !isDue(before)) return 'renewed'
    let answer: TokenAnswer | undefined
    try {
      const ask = async (): Promise<TokenAnswer | undefined> =>
        readAnswer(await refresh({ ...context, refreshToken: before?.refreshToken }))
      // The session lets one tab renew where they share the tokens. Else they may share a cookie that the server takes once.
      answer = await (isShared(storage) ? ask() : inTurn(`${key}:refresh`, context.signal, ask))
    } catch (error) {
      // A server takes a refresh token once: another tab may have been faster.
      if (isReplaced(before, store.read())) return 'renewed'
      throw error
    }
    const current = store.read()
    if (isReplaced(before, current)) return 'renewed'
    // The user signed out meanwhile.
    if (current !== before || answer === undefined) return 'declined'
    store.write(recordOf(answer, before?.refreshToken))
    return 'renewed'
  }

  return {
    options: {
      token,
      renew,
      renewAt: () => store.read()?.renewAt,
      ...(!isShared(storage) && { tabs: false }),
    },
    set: (answer) => store.write(recordOf(answer)),
    clear: (event: { readonly elsewhere?: boolean } = {}) =>
      event.elsewhere ? store.forget() : store.write(undefined),
  }
}

/** @throws Error that holds nothing of the body */
async function readAnswer(result: RefreshResult): Promise<TokenAnswer | undefined> {
  if (!isResponse(result)) return result || undefined
  const { status } = result
  if (!result.ok) throw Object.assign(new Error(`createTokens: \`refresh\` was answered ${status}`), { status })
  const text = await result.text()
  try {
    return JSON.parse(text) as TokenAnswer
  } catch {
    // The engine's own error quotes the text.
    throw new TypeError('createTokens: the answer to `refresh` is not JSON')
  }
}

/** Whether a tab wrote other tokens meanwhile: those count, since what was asked for belongs to the login before. */
function isReplaced(before: TokenRecord | undefined, current: TokenRecord | undefined): boolean {
  return current !== undefined && current !== before
}

function isDue({ renewAt }: TokenRecord): boolean {
  return renewAt !== undefined && renewAt <= Date.now()
}

/** @throws TypeError that names the member, and holds nothing of the answer */
function recordOf(answer: TokenAnswer, refreshTokenBefore?: string): TokenRecord {
  const { access_token: accessToken, refresh_token, expires_in } = Object(answer) as Partial<TokenAnswer>
  assertOption(typeof accessToken === 'string' && accessToken !== '', 'access_token', 'a string', 'createTokens')
  const refreshToken = typeof refresh_token === 'string' && refresh_token !== '' ? refresh_token : refreshTokenBefore
  const life = Number(expires_in ?? Number.NaN) * 1000
  return {
    accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(life > 0 && Number.isFinite(life) && { renewAt: Date.now() + life - Math.min(life / 10, MAX_MARGIN_MS) }),
  }
}

/** Whether other tabs see the same tokens. */
function isShared(storage: StoragePort | undefined): boolean {
  if (storage === undefined) return false
  try {
    return storage !== globalThis.sessionStorage
  } catch {
    return true
  }
}

/** @throws TypeError that names the option */
function checkTokensOptions(options: TokensOptions): void {
  assertOption(typeof options === 'object' && options !== null, 'options', 'an object', 'createTokens')
  const expected: { readonly [K in keyof TokensOptions]-?: Expected } = {
    refresh: ['a function', /^function/],
    storage: ['a Storage', (value) => hasMethods(value, 'getItem', 'setItem', 'removeItem')],
    key: ['a name', /^string ./s],
  }
  assertMembers(options, expected, 'refresh', '', 'createTokens')
}
