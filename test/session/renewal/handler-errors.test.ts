import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isTransientError } from '../../../src/session/renewal/handler-error.ts'
import { settled } from '../watch.ts'
import { World } from '../world.ts'

beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue())
afterEach(() => vi.restoreAllMocks())

function error(name: string, members: object = {}, message = name): Error {
  return Object.assign(new Error(message), { name }, members)
}

/** What identity SDKs and HTTP clients throw when the session is over. */
const over: readonly (readonly [string, unknown])[] = [
  ['auth0-spa-js login_required', error('Error', { error: 'login_required', error_description: 'Login required' })],
  ['auth0-spa-js missing_refresh_token', error('Error', { error: 'missing_refresh_token' })],
  ['auth0-spa-js invalid_grant', error('Error', { error: 'invalid_grant' }, 'Unknown or invalid refresh token.')],
  ['auth0-spa-js consent_required', error('Error', { error: 'consent_required' })],
  ['oidc-client-ts invalid_grant', error('ErrorResponse', { error: 'invalid_grant' }, 'Token is not active')],
  ['oidc-client-ts login_required', error('ErrorResponse', { error: 'login_required' })],
  ['MSAL interaction_required', error('InteractionRequiredAuthError', { errorCode: 'interaction_required' })],
  ['MSAL no_tokens_found', error('InteractionRequiredAuthError', { errorCode: 'no_tokens_found' })],
  ['keycloak-js rejects with nothing', undefined],
  ['null', null],
  ['a string', 'session expired'],
  ['a number', 401],
  ['supabase-js', error('AuthApiError', { status: 400, code: 'refresh_token_not_found' })],
  ['okta', error('OAuthError', { errorCode: 'login_required' })],
  ['axios 401', error('AxiosError', { response: { status: 401 }, code: 'ERR_BAD_REQUEST' })],
  ['ky 403', error('HTTPError', { response: new Response(null, { status: 403 }) })],
  ['ofetch 400', error('FetchError', { statusCode: 400 })],
  ['a status in the message', new Error('refresh failed: 401')],
  ['a cause', new Error('could not renew', { cause: error('Error', { error: 'invalid_grant' }) })],
  ['an AggregateError', new AggregateError([new Error('no')], 'all failed')],
]

/** What they throw when it may work again in a moment. */
const passing: readonly (readonly [string, unknown])[] = [
  ['Chromium', new TypeError('Failed to fetch')],
  ['Firefox', new TypeError('NetworkError when attempting to fetch resource.')],
  ['Safari', new TypeError('Load failed')],
  ['Safari, connection lost', new TypeError('The network connection was lost.')],
  ['iOS, offline', new TypeError('The Internet connection appears to be offline.')],
  ['React Native', new TypeError('Network request failed')],
  ['node', new TypeError('fetch failed', { cause: error('Error', { code: 'ECONNREFUSED' }) })],
  ['a time-out', new DOMException('The operation timed out.', 'TimeoutError')],
  ['axios', error('AxiosError', { code: 'ERR_NETWORK' }, 'Network Error')],
  ['axios, 503', error('AxiosError', { response: { status: 503 } })],
  ['ky, time-out', error('TimeoutError', {}, 'Request timed out: POST /token')],
  ['auth0-spa-js, time-out', error('Error', { error: 'timeout' }, 'Timeout')],
  ['auth0-spa-js, 503 of a gateway', error('Error', { error: 'request_error' }, 'HTTP error. Unable to fetch /token')],
  ['oidc-client-ts, time-out', error('ErrorTimeout', {}, 'IFrame timed out without a response')],
  ['MSAL', error('BrowserAuthError', { errorCode: 'no_network_connectivity' })],
  ['supabase-js', error('AuthRetryableFetchError', { status: 0 })],
  ['supabase-js, 502', error('AuthRetryableFetchError', { status: 502 })],
  ['firebase', error('FirebaseError', { code: 'auth/network-request-failed' }, 'Firebase: Error')],
  ['a chunk that does not load', error('TypeError', {}, 'Failed to fetch dynamically imported module: /sdk.js')],
  ['429', error('HTTPError', { response: { status: 429 } })],
  ['the token endpoint is busy', error('Error', { error: 'temporarily_unavailable', status: 400 })],
  ['a cause', new Error('could not renew', { cause: new TypeError('Failed to fetch') })],
]

/** Runs one refused request against a `renew` that throws. */
async function refuse(thrown: unknown, how: 'throws' | 'rejects') {
  const world = new World()
  world.expire()
  const tab = world.open((self) => ({
    renew: () => {
      // oxlint-disable-next-line typescript/only-throw-error -- the app may throw anything
      if (how === 'throws') throw thrown
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- and reject with anything
      return Promise.reject(thrown)
    },
    signIn: async () => {
      self.asks.push('signIn')
      return 'declined'
    },
  }))
  const answer = await settled(world, tab.get('/api/1'))
  return { tab, answer }
}

describe.each(['throws', 'rejects'] as const)('given a `renew` that %s', (how) => {
  it.each(over)('what says that the session is over (%s), then the user is asked, once', async (_name, thrown) => {
    const { tab, answer } = await refuse(thrown, how)
    expect([answer, tab.asks]).toEqual([401, ['signIn']])
  })

  it.each(passing)('what may pass (%s), then nobody is asked, and no login ends', async (_name, thrown) => {
    const { tab, answer } = await refuse(thrown, how)
    expect([answer, tab.asks, tab.types()]).toEqual([401, [], ['reauthenticate']])
  })
})

const hostile = new Proxy(
  {},
  {
    get: () => {
      throw new Error('trap')
    },
    has: () => {
      throw new Error('trap')
    },
    getPrototypeOf: () => {
      throw new Error('trap')
    },
    ownKeys: () => {
      throw new Error('trap')
    },
  },
)

describe('given anything at all', () => {
  it.each<[string, unknown]>([
    ['a proxy whose traps throw', hostile],
    [
      'an error whose cause is itself',
      Object.assign(new Error('x'), {
        get cause() {
          return this
        },
      }),
    ],
    ['a function', () => {}],
    ['a symbol', Symbol('x')],
    ['a very long message', new Error('x'.repeat(1e6))],
    [
      'a revoked proxy',
      (() => {
        const { proxy, revoke } = Proxy.revocable({}, {})
        revoke()
        return proxy
      })(),
    ],
    ['an object without a prototype', Object.create(null)],
  ])('thrown (%s), then the request settles', async (_name, thrown) => {
    for (const how of ['throws', 'rejects'] as const) {
      const { answer } = await refuse(thrown, how)
      expect(answer).toBe(401)
    }
  })

  it('then it is read without an exception', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), (thrown) => {
        expect(typeof isTransientError(thrown)).toBe('boolean')
      }),
      { numRuns: 500 },
    )
  })

  it('resolved, then the request settles, and only the known values are an answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: true }), async (value) => {
        const world = new World()
        world.expire()
        const tab = world.open({ renew: async () => value as never })
        expect(await settled(world, tab.get('/api/1'), 100)).toBe(401)
        const isNo = value === false || value === null || value === 'declined'
        expect(tab.types().includes('signed-out')).toBe(isNo)
      }),
      { numRuns: 60 },
    )
  })

  it.each<[string, () => unknown, number]>([
    [
      'a thenable that resolves twice and throws',
      () => ({
        // oxlint-disable-next-line unicorn/no-thenable -- a handler may return one
        then(ok: (value: string) => void) {
          ok('renewed')
          ok('declined')
          throw new Error('late')
        },
      }),
      1,
    ],
    [
      'a thenable whose `then` throws',
      () => ({
        // oxlint-disable-next-line unicorn/no-thenable -- a handler may return one
        then() {
          throw new Error('no')
        },
      }),
      0,
    ],
    ['a plain value', () => 'renewed', 1],
  ])('%s, then the first answer counts', async (_name, renew, generation) => {
    const world = new World()
    world.expire()
    const tab = world.open({ renew: renew as never })
    expect(await settled(world, tab.get('/api/1'))).toBe(401)
    expect(tab.auth.state.get().generation).toBe(generation)
  })
})
