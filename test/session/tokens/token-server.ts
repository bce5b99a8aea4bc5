import { type Hit, refusal, serve, type TestServer } from '../../fetch/server.ts'

/** A backend with Bearer tokens: a refresh token is good once (RFC 9700 §4.14.2). */
export interface TokenBackend {
  readonly server: TestServer
  /** How often tokens were asked for, and how often with success. */
  readonly refreshes: { asked: number; granted: number }
  /** Tokens for a new login. */
  readonly issue: () => { readonly access_token: string; readonly refresh_token: string; readonly expires_in: number }
  /** The access token is not good any more; the refresh token is. */
  readonly expire: () => void
  /** Nothing is good any more. */
  readonly end: () => void
  /** Runs after a refresh was granted, and before its answer is sent. */
  beforeAnswer: () => void | Promise<void>
}

/** What every secret of this backend has in it. */
export const SECRET = 's3cret'

export async function startTokenBackend(): Promise<TokenBackend> {
  let count = 0
  let access = ''
  let refresh = ''
  const answer = async ({ path, headers, body }: Hit) => {
    if (path !== '/token') {
      const isGood = access !== '' && headers.authorization === `Bearer ${access}`
      return isGood
        ? { body: { path } }
        : { ...refusal, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }
    }
    backend.refreshes.asked += 1
    if (refresh === '' || new URLSearchParams(body.toString()).get('refresh_token') !== refresh) {
      return { status: 400, body: { error: 'invalid_grant', error_description: `${SECRET}-description` } }
    }
    backend.refreshes.granted += 1
    const tokens = backend.issue()
    await backend.beforeAnswer()
    return { body: tokens }
  }
  const backend: TokenBackend = {
    server: await serve(answer),
    refreshes: { asked: 0, granted: 0 },
    issue: () => {
      count += 1
      access = `${SECRET}-access-${count}`
      refresh = `${SECRET}-refresh-${count}`
      return { access_token: access, refresh_token: refresh, expires_in: 3600 }
    },
    expire: () => {
      access = ''
    },
    end: () => {
      access = refresh = ''
    },
    beforeAnswer: () => {},
  }
  return backend
}

/** What two tabs of one origin share. */
export function createStorage(): Storage & { readonly map: Map<string, string> } {
  const map = new Map<string, string>()
  return {
    map,
    get length() {
      return map.size
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    clear: () => map.clear(),
  }
}
