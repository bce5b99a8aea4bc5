import { type Arbitrary, assert, asyncProperty, constantFrom, oneof, string, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explain, redact } from 'why401/verdict'
import { type Exchange, judge } from '../conventions/exchange.ts'
import { expectLinearTime } from '../cpu-time.ts'

describe('redact', () => {
  test.each([
    ['a JWT', 'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl is dead', 'token … is dead'],
    ['an OpenAI key', 'Incorrect API key provided: sk-proj-abcdefgh.', 'Incorrect API key provided: …'],
    ['a masked key', 'Incorrect API key provided: sk-***.', 'Incorrect API key provided: …'],
    ['a GitHub token', 'bad token ghp_abcdefghijklmnopqrstuvwxyzABCDEFGHIJ', 'bad token …'],
    ['a Slack token', 'xoxb-not-a-token', '…'],
    ['an AWS key', 'key AKIAIOSFODNN7EXAMPLE unknown', 'key … unknown'],
    ['a Google key', 'AIzaSyA-abcdefghijk', '…'],
    ['hex', 'id 0123456789abcdef0123456789abcdef', 'id …'],
    ['base64', 'got aGVsbG8gd29ybGQgMTIz+/==x', 'got …'],
    ['a query', 'see https://a.test/p?token=abc&x=1 now', 'see https://a.test/p… now'],
    ['user-info', 'at https://joe:pw@a.test/', 'at https:…a.test/'],
    ['line breaks and bidi marks', 'a\r\n\u0000b\u202Ec', 'a b c'],
  ])('cuts %s', (_name, text, expected) => {
    expect(redact(text)).toBe(expected)
  })

  test.each([
    'The access token expired',
    "User is logged in but doesn't have the relevant privilege [Privileges required: Get Patients]",
    'FAILED_TO_GET_ACCESS_TOKEN',
    'insufficient_user_authentication',
    'https://api.example.com/problems/third-party-key-invalid',
    'joe@example.com has no access',
    'Too many attempts. Try again in 30 minutes?',
  ])('leaves "%s"', (text) => {
    expect(redact(text)).toBe(text)
  })

  test('shortens', () => {
    expect(redact('word '.repeat(100))).toHaveLength(200)
    expect(redact('x'.repeat(10_000))).toHaveLength(200)
  })

  test.each(['?', '//', 'a1', 'sk-', 'x'])('takes time in line with the length of a text of %s', (part) =>
    expectLinearTime(redact, (size) => `${part.repeat(size / part.length)}1`),
  )
})

const alphabet = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')
const run = (min: number): Arbitrary<string> =>
  string({ unit: constantFrom(...alphabet), minLength: min, maxLength: 60 }).filter((text) =>
    /\d/.test(text.slice(0, 20)),
  )
const secret = oneof(
  run(24),
  tuple(constantFrom('sk-', 'ghp_', 'glpat-', 'xoxb-', 'pk_', 'shpat_'), run(8)).map((parts) => parts.join('')),
  tuple(run(8), run(12), run(12)).map(([head, payload, signature]) => `eyJ${head}.eyJ${payload}.${signature}`),
)

/** Places where a server, or we, may put a secret. */
const exchanges: ((secret: string) => Exchange)[] = [
  (s) => ({
    status: 401,
    challenge: `Bearer realm="${s}", error="invalid_token", error_description="Token ${s} is expired"`,
    sent: `Bearer ${s}`,
  }),
  (s) => ({ status: 401, challenge: `Bearer error="${s}", scope="${s}"`, sent: s }),
  (s) => ({ status: 401, challenge: `${s} realm="x"`, sent: `${s} x` }),
  (s) => ({ status: 401, challenge: `Negotiate ${s}` }),
  (s) => ({
    status: 400,
    body: { error: 'invalid_grant', error_description: `The refresh token "${s}" is dead` },
    role: 'renewal',
  }),
  (s) => ({
    status: 403,
    body: {
      type: `https://a.test/problems/third-party-key-invalid?key=${s}`,
      detail: `Key ${s}`,
      integration: s,
      upstream: { code: s },
    },
    type: 'application/problem+json',
  }),
  (s) => ({
    status: 401,
    body: { type: `https://a.test/${s}/session-expired`, title: s },
    type: 'application/problem+json',
  }),
  (s) => ({
    status: 400,
    body: { code: `INTEGRATION_KEY_INVALID_${s}`, message: `got ${s}`, provider: s },
    integration: 'mail',
  }),
  (s) => ({
    status: 401,
    body: { error: { code: 'invalid_api_key', message: `Incorrect API key provided: ${s}.` } },
    integration: 'mail',
  }),
  (s) => ({ status: 401, body: { code: `${s}/SESSION_EXPIRED`, message: s } }),
  (s) => ({
    status: 403,
    body: { error: { message: `User is logged in but doesn't have the relevant privilege ${s}` } },
  }),
  (s) => ({ status: 403, body: `<p>IP address '${s}' is not authorized</p>` }),
  (s) => ({
    status: 403,
    body: s,
    type: 'text/plain',
    url: `https://joe:${s}@app.test/api?key=${s}#${s}`.replace(/joe:[^@]*@/, ''),
  }),
]

test('a planted secret is in no because, message or explanation', async () => {
  await assert(
    asyncProperty(secret, constantFrom(...exchanges), async (planted, exchangeOf) => {
      const verdict = await judge(exchangeOf(planted))
      const { because, message, url } = verdict
      const told = JSON.stringify({ because, message, url }) + explain(verdict)
      expect(told).not.toContain(planted)
      expect(told.toLowerCase()).not.toContain(planted.toLowerCase())
    }),
    { numRuns: 400 },
  )
})
