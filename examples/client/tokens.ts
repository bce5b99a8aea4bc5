import { isAuthError } from 'why401'

export interface TokenAnswer {
  readonly access_token: string
  readonly refresh_token: string
}

export interface Tokens {
  /** The access token in memory, or a first one for the session; undefined without a session. */
  readonly get: () => Promise<string | undefined>
  /** Rejects when the server refuses the refresh token. */
  readonly renew: () => Promise<void>
  readonly drop: () => void
}

/** Access and refresh token, in memory only. `post` sends a form to the token endpoint. */
export function createTokens(post: (form: URLSearchParams) => Promise<TokenAnswer>): Tokens {
  // A promise: requests that start together share one exchange.
  let held: Promise<TokenAnswer | undefined> | undefined

  const exchange = async (): Promise<TokenAnswer | undefined> => {
    try {
      return await post(new URLSearchParams({ grant_type: 'urn:example:grant-type:session' }))
    } catch (error) {
      held = undefined
      // Without a session the request goes out without a token, and its 401 leads to the sign-in.
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
