import { describe, expect, it, vi } from 'vitest'
import { type AuthOptions, createAuth, verdictOf } from 'why401'
import { record } from '../backend.ts'

const ORIGIN = 'https://app.example'
const SLACK = '/api/integrations/slack/channels'

interface Shape {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

/** How ordinary backends say that an access token is dead. */
const deadTokens: readonly (readonly [string, Shape])[] = [
  ['express-jwt', { body: { message: 'jwt expired' } }],
  ['a sentence', { body: { error: 'Token has expired' } }],
  ['a bare 401', {}],
  ['NestJS', { body: { message: 'Unauthorized', statusCode: 401 } }],
  [
    'simplejwt',
    {
      body: { detail: 'Given token not valid for any token type', code: 'token_not_valid', messages: [] },
      headers: { 'www-authenticate': 'Bearer realm="api"' },
    },
  ],
  ['RFC 6750', { headers: { 'www-authenticate': 'Bearer error="invalid_token", error_description="expired"' } }],
  ['RFC 6750 with a realm', { headers: { 'www-authenticate': 'Bearer realm="api", error="invalid_token"' } }],
  ['FastAPI', { body: { detail: 'Could not validate credentials' }, headers: { 'www-authenticate': 'Bearer' } }],
  ['Laravel', { body: { message: 'Unauthenticated.' } }],
  ['Spring', { headers: { 'www-authenticate': 'Bearer' } }],
  ['devise-jwt', { body: 'Signature has expired', headers: { 'content-type': 'text/plain' } }],
  ['Go', { body: 'Unauthorized\n', headers: { 'content-type': 'text/plain' } }],
  ['Rails', { body: 'HTTP Token: Access denied.\n', headers: { 'www-authenticate': 'Token realm="Application"' } }],
  ['Flask-JWT', { status: 401, body: { msg: 'Token has expired' } }],
  ['an HTML page', { body: '<html><h1>401 Unauthorized</h1></html>', headers: { 'content-type': 'text/html' } }],
]

/** What a third party answers when the key that the user stored is dead, relayed as it is. */
const deadKeys: readonly (readonly [string, Shape])[] = [
  ...deadTokens,
  ['GitHub', { body: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest' } }],
  ['Slack', { body: { ok: false, error: 'token_revoked' } }],
  ['OpenAI', { body: { error: { message: 'Incorrect API key provided', code: 'invalid_api_key' } } }],
  ['a relayed 403', { status: 403, body: { error: 'access_denied' } }],
  ['a relayed 419', { status: 419, body: { message: 'Page expired' } }],
  ['a relayed 440', { status: 440 }],
  ['a relayed 498', { status: 498 }],
  ['a relayed 407', { status: 407, headers: { 'proxy-authenticate': 'Basic realm="x"' } }],
  ['a relayed 400', { status: 400, body: { error: 'invalid_grant' } }],
  ['a relayed 502', { status: 502, body: { error: 'invalid_token' } }],
  [
    'a login page that is relayed',
    {
      body: '<html><title>Sign in</title><form action="/login"><input type="password" name="password"></form></html>',
      headers: { 'content-type': 'text/html' },
    },
  ],
  ['Basic', { headers: { 'www-authenticate': 'Basic realm="Jira"' } }],
]

function answer({ status = 401, body, headers }: Shape): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return new Response(body === undefined ? null : text, {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

/** A backend that knows one token, and an integration whose key may be dead. */
function open(dead: Shape, { key = 'alive', ...options }: AuthOptions & { readonly key?: 'alive' | 'dead' } = {}) {
  let token = 'old'
  const renew = vi.fn(async () => {
    token = 'new'
    return true
  })
  const signIn = vi.fn(async () => false)
  const auth = createAuth({
    tabs: false,
    origins: [ORIGIN],
    routes: [{ path: '/api/integrations/:integration/*' }],
    token: () => token,
    renew,
    signIn,
    fetch: async (input, init) => {
      const { headers, url } = new Request(input, init)
      const isFresh = headers.get('authorization') === 'Bearer new'
      if (isFresh && !(key === 'dead' && url.includes('/integrations/'))) return answer({ status: 200, body: {} })
      return answer(
        isFresh || key === 'alive' ? dead : { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } },
      )
    },
    ...options,
  })
  return { auth, renew, signIn, seen: record(auth) }
}

const probes: readonly (readonly [string, AuthOptions])[] = [
  ['no probe', {}],
  ['a probe that says signed in', { probe: async () => true }],
  ['a probe that says signed out', { probe: async () => false }],
  ['a probe that throws', { probe: () => Promise.reject(new Error('down')) }],
  ['our realms', { ownRealms: ['api', 'Application'] }],
]

describe.each(probes)(
  'given an expired token of ours, and %s, then it is renewed once and the request succeeds',
  (_name, options) => {
    it.each(deadTokens)('%s, on an ordinary route', async (_shape, shape) => {
      const { auth, renew, signIn, seen } = open(shape, options)
      expect((await auth.fetch(`${ORIGIN}/api/todos`)).status).toBe(200)
      expect([renew.mock.calls.length, signIn.mock.calls.length]).toEqual([1, 0])
      expect(seen.types()).not.toContain('third-party-key-invalid')
    })

    it.each(deadTokens)('%s, on an integration route', async (_shape, shape) => {
      const { auth, renew, seen } = open(shape, options)
      expect((await auth.fetch(ORIGIN + SLACK)).status).toBe(200)
      expect([renew.mock.calls.length, [...auth.integrations.get().keys()]]).toEqual([1, []])
      expect(seen.types()).not.toContain('third-party-key-invalid')
    })
  },
)

describe.each(['alive', 'declining', 'failing', 'absent'])(
  'given a dead key of a third party, and a renewal that is %s',
  (how) => {
    const renewals: Record<string, AuthOptions> = {
      declining: { renew: async () => false },
      failing: { renew: () => Promise.reject(new TypeError('Failed to fetch')) },
    }

    it.each(deadKeys)('%s: then our login stays, and nobody is asked', async (_shape, shape) => {
      const { auth, signIn, seen } = open(shape, {
        key: 'dead',
        ...(how === 'absent' ? { renew: undefined as never } : renewals[how]),
      })
      auth.signedIn()
      for (let nth = 0; nth < 3; nth += 1) await auth.fetch(ORIGIN + SLACK)
      expect([signIn.mock.calls.length, auth.state.get().status]).toEqual([0, 'signed-in'])
      expect(seen.types().filter((type) => type === 'signed-out' || type === 'reauthenticate')).toEqual([])
    })
  },
)

it.each(deadKeys)(
  'given a dead key and %s, then it costs one renewal at most, and there is one prompt at most',
  async (_shape, shape) => {
    const { auth, renew, seen } = open(shape, { key: 'dead' })
    for (let nth = 0; nth < 5; nth += 1) await auth.fetch(ORIGIN + SLACK)
    expect(renew.mock.calls.length).toBeLessThanOrEqual(1)
    expect(seen.types().filter((type) => type === 'third-party-key-invalid').length).toBeLessThanOrEqual(1)
  },
)

describe('a verdict that only guesses', () => {
  it.each([400, 402, 404, 409, 412, 422, 424, 500, 503])('under %i starts nothing', async (status) => {
    const { auth, renew, signIn } = open({ status, body: { message: 'Unauthorized' } })
    await auth.fetch(`${ORIGIN}/api/todos`)
    if (verdictOf(await auth.fetch(`${ORIGIN}/api/todos`))?.certainty === 'guess') {
      expect([renew.mock.calls.length, signIn.mock.calls.length]).toEqual([0, 0])
    }
  })

  it('under 403 acts only where a probe says that the user is signed out', async () => {
    for (const [probe, renewals] of [
      [undefined, 0],
      [async () => true, 0],
      [async () => false, 1],
    ] as const) {
      const { auth, renew } = open({ status: 403 }, probe && { probe })
      await auth.fetch(`${ORIGIN}/api/todos`)
      expect(renew).toHaveBeenCalledTimes(renewals)
    }
  })
})

describe('what the caller asked for is handed back', () => {
  // `credentials: 'omit'` is in test/fetch/effect.test.ts.
  it('given redirect: manual and a redirect, then nothing is renewed and the redirect is the answer', async () => {
    const { auth, renew, signIn } = open({ status: 303, headers: { location: '/login' } })
    const init: RequestInit = { method: 'POST', body: '{}', redirect: 'manual' }
    expect((await auth.fetch(`${ORIGIN}/api/todos`, init)).status).toBe(303)
    expect([renew.mock.calls.length, signIn.mock.calls.length]).toEqual([0, 0])
  })
})

describe('a probe', () => {
  it('that is slow, while the renewal lands, says nothing of the refusal of before', async () => {
    const answers: ((isSignedIn: boolean) => void)[] = []
    const probe = (): Promise<boolean> =>
      new Promise((resolve) => {
        answers.push(resolve)
      })
    const { auth, seen } = open({}, { probe })
    const sent = auth.fetch(`${ORIGIN}/api/late`)
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    await auth.renew()
    answers[0]?.(true)
    expect((await sent).status).toBe(200)
    expect(seen.types()).not.toContain('third-party-key-invalid')
  })

  it.each<[string, () => Promise<boolean>]>([
    ['lies', async () => true],
    ['answers no boolean', async () => 'yes' as never],
    [
      'throws at once',
      () => {
        throw new Error('no')
      },
    ],
    ['rejects with nothing', () => Promise.reject(undefined)],
  ])('that %s turns the refusal of a token that we sent into no third party’s', async (_name, probe) => {
    const { auth, seen } = open({}, { probe, renew: async () => false })
    const verdict = verdictOf(await auth.fetch(`${ORIGIN}/api/todos`))
    expect(verdict?.kind).not.toBe('third-party-key-invalid')
    expect(seen.types()).not.toContain('third-party-key-invalid')
  })
})
