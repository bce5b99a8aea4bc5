import { createTokens, type HandlerContext, isAuthError, type RenewResult, type TokenAnswer } from 'why401'

/** Tokens that the server issues for its cookie session. */
export interface SessionTokens {
  /** The access token, or a first one for the session; undefined without a session. */
  readonly get: () => Promise<string | undefined>
  /** Rejects when the server refuses the refresh token. */
  readonly renew: (context: HandlerContext) => Promise<RenewResult>
  readonly clear: () => void
}

/** Keeps them in memory only. `post` sends a form to the token endpoint. */
export function createSessionTokens(post: (form: URLSearchParams) => Promise<TokenAnswer>): SessionTokens {
  const { options, set, clear } = createTokens({
    refresh: async ({ refreshToken }) =>
      refreshToken === undefined
        ? undefined
        : post(new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken })),
  })
  // A promise: requests that start together share one exchange.
  let first: Promise<TokenAnswer> | undefined

  async function exchangeSession(): Promise<void> {
    const mine = (first ??= post(new URLSearchParams({ grant_type: 'urn:example:grant-type:session' })))
    try {
      const answer = await mine
      // It may belong to the session before.
      if (first === mine) set(answer)
    } catch (error) {
      // Without a session the request goes out without a token, and its 401 leads to the sign-in.
      if (!isAuthError(error)) throw error
    } finally {
      if (first === mine) first = undefined
    }
  }

  return {
    get: async () => {
      if (options.token() === undefined) await exchangeSession()
      return options.token()
    },
    renew: options.renew,
    clear: () => {
      first = undefined
      clear()
    },
  }
}
