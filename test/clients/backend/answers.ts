/** What was asked, as far as an answer depends on it. */
export interface Asked {
  readonly pathname: string
  readonly body: string
  /** The request carries the token that is accepted. */
  readonly isFresh: boolean
  /** Changes something, and returns how many changes there were. */
  readonly change: () => number
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** A text is HTML, everything else is sent as JSON. */
  readonly body: unknown
}

export const tokenExpired: Answer = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer error="invalid_token", error_description="The access token expired"' },
  body: { error: 'invalid_token' },
}

export const wrongPassword: Answer = {
  status: 401,
  body: { error: 'invalid_credentials', message: 'Invalid user name or password' },
}

export const scopeMissing: Answer = {
  status: 403,
  headers: { 'www-authenticate': 'Bearer error="insufficient_scope", scope="audit:read"' },
  body: { error: 'insufficient_scope' },
}

export const problemType = 'https://api.example.com/problems/third-party-key-invalid'

export const keyRevoked: Answer = {
  status: 403,
  headers: { 'content-type': 'application/problem+json' },
  body: { type: problemType, title: 'Meteo refused its key', integration: 'meteo', reason: 'key-revoked' },
}

export const loginPage: Answer = {
  status: 200,
  body: '<!doctype html><title>Sign in</title><form method="post" action="/login"><input name="username"><input type="password" name="password"><button>Sign in</button></form>',
}

/** The answer of the REST and the PostgREST side, and the login page in place of tRPC's. */
export function answerOf({ pathname, isFresh, change }: Asked): Answer {
  switch (pathname.replace(/^\/(?:rest\/v1|trpc)\//, '/')) {
    case '/reports':
      return isFresh ? { status: 200, body: { items: [{ id: 1 }] } } : tokenExpired
    case '/session':
      return wrongPassword
    case '/audit':
      return scopeMissing
    case '/integrations/meteo/forecast':
    case '/forecast':
      return keyRevoked
    case '/legacy/reports':
    case '/legacy':
      return loginPage
    case '/batch': {
      const done = { status: 201, body: { id: change() } }
      return { status: 207, body: [done, { status: 401, body: { error: 'invalid_token' } }] }
    }
    default:
      return { status: 404, body: { error: 'not_found' } }
  }
}
