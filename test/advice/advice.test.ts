import { expect, it, describe } from 'vitest'
import { classify, type ClassifyContext, type Verdict } from 'why401'
import { type AdviceCode, adviceFor, type AdviceContext } from 'why401/advice'

const url = 'https://api.example/things'

interface Case extends ClassifyContext {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body?: unknown
}

function verdictOn({ status, headers = {}, body, ...context }: Case): Promise<Verdict> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const type: Record<string, string> =
    body === undefined || headers['content-type']
      ? {}
      : { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json' }
  return classify(new Response(text, { status, headers: { ...type, ...headers } }), { request: { url }, ...context })
}

async function codesOn(given: Case, seen?: AdviceContext): Promise<readonly AdviceCode[]> {
  return adviceFor(await verdictOn(given), seen).map(({ code }) => code)
}

const bearer = { request: { url, headers: { authorization: 'Bearer abc' } } }
const problem = (type: string, members: object = {}) => ({
  headers: { 'content-type': 'application/problem+json' },
  body: { type: `https://api.example/problems/${type}`, ...members },
})
const loginPage = '<!doctype html><form method="post"><input type="password"></form>'

const cases: readonly (readonly [name: string, given: Case, codes: readonly AdviceCode[], seen?: AdviceContext])[] = [
  ['a 401 without any challenge', { status: 401 }, ['challenge-missing']],
  [
    'a 401 of another origin without a challenge',
    { status: 401 },
    ['challenge-hidden'],
    { pageOrigin: 'https://app.example' },
  ],
  [
    'a 401 of the page’s own origin without a challenge',
    { status: 401 },
    ['challenge-missing'],
    { pageOrigin: 'https://api.example' },
  ],
  [
    'a 401 of the page’s own origin, written with its port and in capitals',
    { status: 401 },
    ['challenge-missing'],
    { pageOrigin: 'HTTPS://API.example:443/' },
  ],
  ['a 401 of another port', { status: 401 }, ['challenge-hidden'], { pageOrigin: 'https://api.example:8443' }],
  ['a 401 for a page whose origin is none', { status: 401 }, ['challenge-missing'], { pageOrigin: 'null' }],
  ['Basic', { status: 401, headers: { 'www-authenticate': 'Basic realm="a"' } }, ['browser-dialog']],
  [
    'Digest behind another scheme',
    { status: 401, headers: { 'www-authenticate': 'Session, Digest realm="a", nonce="n"' } },
    ['browser-dialog'],
  ],
  ['Negotiate and NTLM', { status: 401, headers: { 'www-authenticate': 'Negotiate, NTLM' } }, ['browser-dialog']],
  ['a missing permission under 401', { status: 401, ...problem('permission-denied') }, ['permission-as-401']],
  [
    'a missing scope under 401',
    { status: 401, headers: { 'www-authenticate': 'Bearer error="insufficient_scope", scope="a"' }, ...bearer },
    ['permission-as-401'],
  ],
  [
    'a login under 403',
    { status: 403, body: { detail: 'Authentication credentials were not provided.' } },
    ['login-as-403'],
  ],
  ['440', { status: 440 }, ['login-as-other-status']],
  ['a dead token under 422', { status: 422, ...problem('token-expired') }, ['login-as-other-status']],
  ['a login page under 200', { status: 200, body: loginPage }, ['login-page-for-fetch']],
  ['a refusal in a success', { status: 200, ...problem('permission-denied') }, ['refusal-in-success']],
  [
    'wrong credentials in a 500',
    { status: 500, role: 'sign-in', ...problem('invalid-credentials') },
    ['rejection-as-server-error'],
  ],
  ['a missing permission under 400', { status: 400, ...problem('permission-denied') }, ['permission-as-other-status']],
  ['419', { status: 419 }, ['unregistered-status']],
  ['407 from a server', { status: 407 }, ['proxy-status']],
  [
    'a Bearer challenge that does not say why',
    { status: 401, headers: { 'www-authenticate': 'Bearer realm="a"' }, ...bearer },
    ['error-missing'],
  ],
  [
    'a step-up without a level',
    { status: 401, headers: { 'www-authenticate': 'Bearer error="insufficient_user_authentication"' }, ...bearer },
    ['step-up-unsaid'],
  ],
  [
    'a missing scope without its name',
    { status: 403, headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' }, ...bearer },
    ['scope-missing'],
  ],
  ['a bare 403', { status: 403 }, ['guessed']],
  ['a bare 403 to HEAD, where no body could say more', { status: 403 }, [], { method: 'HEAD' }],
  [
    'a challenge that is not terminated',
    { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token", realm="a' }, ...bearer },
    ['challenge-grammar'],
  ],
  [
    'a relayed 401 with its challenge',
    { status: 401, headers: { 'www-authenticate': 'Bearer realm="github"' }, integration: 'github' },
    ['relayed-refusal'],
  ],
  ['a relayed 407', { status: 407, integration: 'mail' }, ['relayed-refusal']],
  [
    'the recommended problem type under 422',
    { status: 422, ...problem('third-party-key-invalid', { integration: 'mail' }) },
    ['relayed-refusal'],
  ],
  [
    'the recommended problem type under 200',
    { status: 200, ...problem('third-party-key-invalid', { integration: 'mail' }) },
    ['relayed-refusal'],
  ],
  [
    'the recommended problem type without a name',
    { status: 403, ...problem('third-party-key-invalid') },
    ['integration-unnamed'],
  ],
]

describe('advises on', () => {
  for (const [name, given, codes, seen] of cases) {
    it(`${name}: ${codes.join(', ') || 'nothing'}`, async () => expect(await codesOn(given, seen)).toEqual(codes))
  }
})

const good: readonly (readonly [name: string, Case])[] = [
  [
    'a token that expired, said so',
    { status: 401, headers: { 'www-authenticate': 'Bearer realm="a", error="invalid_token"' }, ...bearer },
  ],
  ['no token sent, asked for', { status: 401, headers: { 'www-authenticate': 'Bearer realm="a"' } }],
  [
    'a missing scope, named',
    {
      status: 403,
      headers: { 'www-authenticate': 'Bearer error="insufficient_scope", scope="reports:write"' },
      ...bearer,
    },
  ],
  ['a missing permission, typed', { status: 403, ...problem('permission-denied') }],
  [
    'a step-up with its age',
    {
      status: 401,
      headers: { 'www-authenticate': 'Bearer error="insufficient_user_authentication", max_age="300"' },
      ...bearer,
    },
  ],
  [
    'a third party’s refusal, as recommended',
    { status: 403, ...problem('third-party-key-invalid', { integration: 'mail', reason: 'key-expired' }) },
  ],
  [
    'a refresh token that died, at the token endpoint',
    { status: 400, role: 'renewal', body: { error: 'invalid_grant' } },
  ],
  [
    'a proxy that asks for its own credentials',
    { status: 407, headers: { 'proxy-authenticate': 'Basic realm="proxy"' } },
  ],
  [
    'GraphQL, which refuses in the body',
    { status: 200, body: { errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }] } },
  ],
  [
    '“who am I?” answered with nobody',
    { status: 200, body: { authenticated: false }, request: { url: 'https://api.example/session' } },
  ],
  ['a missing thing', { status: 404 }],
  ['a rate limit', { status: 429 }],
]

describe('says nothing of', () => {
  for (const [name, given] of good) it(name, async () => expect(await codesOn(given)).toEqual([]))
})

/** Classifies the answer that a piece of advice suggests: a whole answer, or header lines for the present one. */
function asAdvised(fix: string, given: Case): Case {
  const [head = '', body] = fix.split('\n\n')
  const lines = head.split('\n')
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(lines[0] ?? '')?.[1] ?? given.status)
  const headers = Object.fromEntries(
    lines.filter((line) => /^[\w-]+: /.test(line)).map((line) => line.split(/: (.*)/s, 2) as [string, string]),
  )
  const { body: _body, headers: _headers, ...context } = given
  return { ...context, status, headers, ...(body !== undefined && { body: JSON.parse(body) as unknown }) }
}

describe('whoever does as advised is understood alike, and hears no more', () => {
  for (const [name, given, codes, seen] of cases) {
    if (codes.length === 0 || ['challenge-hidden', 'proxy-status', 'challenge-grammar'].includes(codes[0] ?? '')) {
      continue
    }
    it(name, async () => {
      const before = await verdictOn(given)
      const fix = adviceFor(before, seen)[0]?.fix ?? ''
      const after = await verdictOn(asAdvised(fix, given))
      // Under 401 the classifier takes a missing scope for a bad token; under 403 it takes it for a missing scope.
      expect(after.kind).toBe(codes[0] === 'permission-as-401' ? 'forbidden' : before.kind)
      expect(adviceFor(after, seen)).toEqual([])
    })
  }
})

it('names the harm that each relayed status does', async () => {
  const texts = await Promise.all(
    [401, 407, 422, 502].map(
      async (status) =>
        adviceFor(await verdictOn({ status, ...problem('third-party-key-invalid', { integration: 'mail' }) }))[0]?.text,
    ),
  )
  expect(texts.map((text) => text?.split(' Say in')[0])).toEqual([
    'A generic client reads 401 as “your login is over” and signs the user out of your app.',
    'Chromium makes a network error of a 407 that no proxy sent: no page can read it.',
    'To a client 422 says that the user’s input was wrong.',
    'A 5xx sets off alarms and is retried.',
  ])
})

it('every piece has a title, a text and a section', async () => {
  const all = (
    await Promise.all(cases.map(async ([, given, , seen]) => adviceFor(await verdictOn(given), seen)))
  ).flat()
  expect(new Set(all.map(({ code }) => code)).size).toBe(19)
  for (const { title, text, spec } of all) {
    expect(title.length).toBeLessThan(80)
    expect(text).toMatch(/^\S.*[.:]$/s)
    expect(spec).toMatch(/^(?:RFC \d{4}|Fetch) §[\d.]+$/)
  }
})

it('a name that looks like a secret does not come back in the example', async () => {
  const verdict = await verdictOn({
    status: 401,
    ...problem('third-party-key-invalid', { integration: 'sk-abcdef0123456789abcdef' }),
  })
  expect(JSON.stringify(adviceFor(verdict))).not.toContain('abcdef0123456789')
})
