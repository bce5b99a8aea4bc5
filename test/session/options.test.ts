import { describe, expect, it } from 'vitest'
import { createAuth } from 'why401'
import { standard } from 'why401/conventions'
import { createAuth as createAuthWith } from 'why401/fetch'

const route = { path: '/api', role: 'resource' }
const wait = '`maxWait` must be a number of ms from 1 to 2147483647'

/** Options and what the TypeError says after `createAuth: `. */
const malformed: readonly (readonly [options: unknown, message: string])[] = [
  [{ orgins: [] }, 'unknown option `orgins`'],
  [{ toString: 1 }, 'unknown option `toString`'],
  [{ origins: 'https://app.example' }, '`origins` must be an array'],
  [{ origins: ['https://app.example', 'not a url'] }, '`origins[1]` must be an http(s) origin, without a path'],
  [{ origins: ['https://app.example/deep?x'] }, '`origins[0]` must be an http(s) origin, without a path'],
  [{ origins: ['api.example.com'] }, '`origins[0]` must be an http(s) origin, without a path'],
  [{ origins: ['localhost:8080'] }, '`origins[0]` must be an http(s) origin, without a path'],
  [{ origins: ['file:///tmp'] }, '`origins[0]` must be an http(s) origin, without a path'],
  [{ origins: [5] }, '`origins[0]` must be an http(s) origin, without a path'],
  [{ origins: [undefined] }, '`origins[0]` must be an http(s) origin, without a path'],
  [{ conventions: {} }, '`conventions` must be an array'],
  [{ conventions: [undefined] }, '`conventions[0]` must be a convention, with `name` and `examine`'],
  [
    { conventions: [...standard(), {}] },
    `\`conventions[${standard().length}]\` must be a convention, with \`name\` and \`examine\``,
  ],
  [{ ownRealms: 'app' }, '`ownRealms` must be an array'],
  [{ ownRealms: [1] }, '`ownRealms[0]` must be a string'],
  [{ routes: {} }, '`routes` must be an array'],
  [{ routes: [undefined] }, '`routes[0]` must be an object with `path`'],
  [{ routes: [route, { ...route, pth: '' }] }, 'unknown option `routes[1].pth`'],
  [
    { routes: [{ role: 'resource' }] },
    '`routes[0].path` must be a path that starts with "/", without query or fragment',
  ],
  [
    { routes: [{ ...route, path: 'api' }] },
    '`routes[0].path` must be a path that starts with "/", without query or fragment',
  ],
  [
    { routes: [{ ...route, path: '' }] },
    '`routes[0].path` must be a path that starts with "/", without query or fragment',
  ],
  [
    { routes: [{ ...route, path: '/api?x' }] },
    '`routes[0].path` must be a path pattern: the segment "api?x" is malformed',
  ],
  [
    { routes: [{ ...route, path: '/api#x' }] },
    '`routes[0].path` must be a path that starts with "/", without query or fragment',
  ],
  [{ routes: [{ ...route, path: '/api/:' }] }, '`routes[0].path` must be a path pattern: the segment ":" is malformed'],
  [
    { routes: [{ ...route, path: '/api/:a-b' }] },
    '`routes[0].path` must be a path pattern: the segment ":a-b" is malformed',
  ],
  [
    { routes: [{ ...route, path: '/api/a*' }] },
    '`routes[0].path` must be a path pattern: the segment "a*" is malformed',
  ],
  [{ routes: [{ ...route, path: '/*/api' }] }, '`routes[0].path` must be a path pattern: the segment "*" is malformed'],
  [
    { routes: [{ ...route, path: '/api//keys' }] },
    '`routes[0].path` must be a path pattern: the segment "" is malformed',
  ],
  [
    { routes: [{ ...route, role: 'login' }] },
    '`routes[0].role` must be one of resource, sign-in, sign-out, renewal, probe, integration',
  ],
  [{ routes: [{ ...route, method: 1 }] }, '`routes[0].method` must be an HTTP method'],
  [{ routes: [{ ...route, method: 'GET POST' }] }, '`routes[0].method` must be an HTTP method'],
  [
    { routes: [{ ...route, integration: 'mail' }] },
    '`routes[0].integration` must be a string, on a route with role "integration"',
  ],
  [
    { routes: [{ ...route, role: 'integration', integration: 1 }] },
    '`routes[0].integration` must be a string, on a route with role "integration"',
  ],
  [{ routes: [{ ...route, inspect: 1 }] }, '`routes[0].inspect` must be a boolean'],
  ...['authorize', 'fetch', 'renew', 'signIn'].flatMap((name) =>
    [null, 'POST /token', {}].map((value) => [{ [name]: value }, `\`${name}\` must be a function`] as const),
  ),
  [{ probe: 1 }, '`probe` must be a URL or a function'],
  [{ probe: null }, '`probe` must be a URL or a function'],
  ...[Number.NaN, 0, -1, Infinity, -Infinity, 2 ** 31, '5000', null].map(
    (value) => [{ maxWait: value }, wait] as const,
  ),
  [null, '`options` must be an object'],
  ['https://app.example', '`options` must be an object'],
  [1, '`options` must be an object'],
]

describe('createAuth names the option that is malformed', () => {
  it.each(malformed)('%j: %s', (options, message) => {
    expect(() => createAuth(options as never)).toThrow(new TypeError(`createAuth: ${message}`))
  })

  it('createAuth of why401/fetch wants its conventions said', () => {
    expect(() => createAuthWith({} as never)).toThrow(new TypeError('createAuth: `conventions` must be an array'))
    expect(() => createAuthWith(undefined as never)).toThrow(new TypeError('createAuth: `options` must be an object'))
    expect(createAuthWith({ conventions: [] }).state.get().status).toBe('unknown')
  })
})

describe('createAuth accepts', () => {
  it.each([
    [undefined],
    [{}],
    [{ origins: undefined, renew: undefined, probe: undefined, maxWait: undefined, routes: undefined }],
    [{ origins: [new URL('https://app.example'), 'http://127.0.0.1:8080/'] }],
    [{ maxWait: 2 ** 31 - 1 }],
    [{ maxWait: 1 }],
    [
      {
        routes: [
          { path: '/', role: 'probe', method: 'get', inspect: true },
          { path: '/:integration/*', role: 'integration' },
        ],
      },
    ],
  ])('%j', (options) => {
    expect(createAuth(options as never).state.get()).toEqual({ status: 'unknown', generation: 0 })
  })
})
