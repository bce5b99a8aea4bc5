import { expect, test } from 'vitest'
import { classifyResponse, secretsOf } from 'why401/response'

test.each<[string, Parameters<typeof secretsOf>[0], string[]]>([
  ['nothing', undefined, []],
  ['Bearer', { headers: { authorization: 'Bearer abc' } }, ['Bearer abc', 'abc']],
  ['Basic', { headers: { authorization: `Basic ${btoa('joe:pw:1')}` } }, ['joe', 'pw:1']],
  ['an API key', { headers: [['X-Api-Key', 'k1']] }, ['k1']],
  ['cookies', { headers: { cookie: 'sid=s3; theme=dark' } }, ['s3', 'dark']],
  ['a query', { url: 'https://a.example/x?token=t%201&b=#c' }, ['t 1']],
  ['JSON', { body: '{"password":"hunter2","otp":123456,"deep":[{"a":"z"}]}' }, ['hunter2', '123456', 'z']],
  ['a form', { body: 'user=joe&password=p+q' }, ['joe', 'p q']],
  ['URLSearchParams', { body: new URLSearchParams({ a: 'v' }) }, ['v']],
  ['text', { body: 'just this' }, ['just this']],
  ['a Blob', { body: new Blob(['x']) }, []],
  ['headers that are none', { headers: { 'a b': 'c' } }, []],
])('%s', (_name, request, expected) => {
  const secrets = secretsOf(request)
  if (expected.length === 0) expect(secrets).toEqual([])
  for (const secret of expected) expect(secrets).toContain(secret)
})

test('given a hostile body → no more than 200 strings, in time', () => {
  const body = JSON.stringify(Array.from({ length: 5_000 }, (_, index) => `s${index}`))
  expect(secretsOf({ body }).length).toBeLessThanOrEqual(200)
})

test('given the most and the longest strings → a verdict all the same, with none of them', async () => {
  const random = (length: number) =>
    Array.from({ length }, (_, index) => String.fromCharCode(33 + ((index * 7) % 90))).join('')
  const long = random(60_000)
  const body = JSON.stringify(Array.from({ length: 300 }, (_, index) => random(180) + index))
  const headers = { authorization: `Bearer ${random(16_000)}`, cookie: long }
  for (const sent of [body, long, 'x'.repeat(65_536)]) {
    const response = new Response(JSON.stringify({ message: `no: ${sent.slice(0, 100)}` }), {
      status: 401,
      headers: { 'content-type': 'application/json' },
    })
    const verdict = await classifyResponse(response, { conventions: [], request: { headers, body: sent } })
    expect(verdict.kind).toBe('reauthenticate')
    expect(JSON.stringify(verdict)).not.toContain(sent.slice(0, 100))
  }
})

test('other headers are no secrets', () => {
  expect(secretsOf({ headers: { accept: 'text/html', 'content-type': 'text/plain' } })).toEqual([])
})
