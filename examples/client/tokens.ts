import { isAuthError } from 'why401'

export interface TokenAnswer {
  readonly access_token: string
  readonly refresh_token: string
}

export interface Tokens {
  /** The access token: the one that is held, or a first one for the session; undefined where there is no session. */
  readonly get: () => Promise<string | undefined>
  /** Throws when the refresh token is refused. */
  readonly renew: () => Promise<void>
  readonly drop: () => void
}

/** Access and refresh token, in memory only. `post` asks the token endpoint. */
export function createTokens(post: (form: URLSearchParams) => Promise<TokenAnswer>): Tokens {
  // A promise, so that requests that start together share one exchange.
  let held: Promise<TokenAnswer | undefined> | undefined

  const exchange = async (): Promise<TokenAnswer | undefined> => {
    try {
      return await post(new URLSearchParams({ grant_type: 'urn:example:grant-type:session' }))
    } catch (error) {
      held = undefined
      // No session: the request goes without a token, and its 401 leads to the sign-in.
      if (isAuthError(error)) return undefined
      throw error
    }
  }

  return {
    get: async () => (await (held ??= exchange()))?.access_token,
    renew: async () => {
      const tokens = await held
      if (tokens === undefined) return
      const renewed = await post(
        new URLSearchParams({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token }),
      )
      held = Promise.resolve(renewed)
    },
    drop: () => {
      held = undefined
    },
  }
}
