import { describe, expect, test } from 'vitest'
import { classifyExchange, type Exchange, isUnreadable, maskChallenge, maskParameter } from 'why401/exchange'
import { parseChallenges } from 'why401/challenge'
import { readRawResponse } from '../../src/exchange/raw-response.ts'
import { samples } from '../../examples/playground/samples.ts'

const exchange = (part: Partial<Exchange>): Exchange => ({
  request: {},
  status: 401,
  statusText: '',
  headers: [],
  body: '',
  earlier: [],
  notes: [],
  ...part,
})

describe('the response that is judged', () => {
  test.each([101, 103, 204, 205, 304])('has no body when it is a %d', async (status) => {
    const { verdict, notes } = await classifyExchange(exchange({ status, body: '{"error":"invalid_token"}' }))
    expect([verdict.status, verdict.kind]).toEqual([status, 'none'])
    expect(notes.join(' ')).toMatch(/no body/)
  })

  test.each([0, 100, 600, 999])('is told its status where no script can make it: %d', async (status) => {
    const { verdict, notes } = await classifyExchange(exchange({ status }))
    expect(verdict.status).toBe(status)
    expect(notes.join(' ')).toMatch(/No script|no script/)
  })

  test('has its text decoded once, whatever its charset was', async () => {
    const { verdict } = await classifyExchange(
      exchange({
        headers: [['content-type', 'application/json; charset=iso-8859-1']],
        body: '{"error":"invalid_token","error_description":"Sitzung abgelaufen – ä"}',
      }),
    )
    expect(verdict.message).toBe('Sitzung abgelaufen – ä')
  })

  test('takes header values of any character', async () => {
    const { headers } = await classifyExchange(exchange({ headers: [['www-authenticate', 'Basic realm="日本"']] }))
    expect(headers.get('www-authenticate')).toHaveLength('Basic realm=""'.length + 6)
  })

  test('was asked of a host that may not be known, and of a path that counts', async () => {
    const { verdict, notes } = await classifyExchange(
      exchange({
        status: 200,
        request: { url: '/app/j_security_check', method: 'POST' },
        headers: [['content-type', 'text/html']],
        body: '<p>Login failed</p>',
      }),
    )
    expect([verdict.kind, verdict.url]).toEqual(['credentials-rejected', 'https://host.invalid/app/j_security_check'])
    expect(notes.join(' ')).toContain('host.invalid stands in')
  })

  test('says what was sent', async () => {
    const refused = async (sent: Exchange['request']['sent']): Promise<string> =>
      (await classifyExchange(exchange({ request: { sent }, headers: [['www-authenticate', 'Basic realm="a"']] })))
        .verdict.reason
    expect(await refused('basic')).toBe('wrong-credentials')
    expect(await refused('nothing')).toBe('no-credentials')
    expect(await refused('bearer')).toBe('token-invalid')
  })
})

describe('a page on another origin', () => {
  const far = exchange({
    request: { url: 'https://api.example/me', pageOrigin: 'https://app.example', sent: 'bearer' },
    headers: [
      ['access-control-allow-origin', '*'],
      ['www-authenticate', 'Bearer error="invalid_token"'],
      ['content-type', 'text/plain'],
    ],
  })

  test('cannot read the challenge unless it is exposed', async () => {
    const hidden = await classifyExchange(far)
    expect(hidden.verdict.challenges).toEqual([])
    expect(hidden.verdict.because.map(({ rule }) => rule)).toContain('cors/challenge-hidden')
    expect(hidden.notes.join(' ')).toContain('hides WWW-Authenticate')
    const shown = await classifyExchange({
      ...far,
      headers: [...far.headers, ['access-control-expose-headers', 'X, www-authenticate']],
    })
    expect(shown.verdict.challenges).toHaveLength(1)
  })

  test('is not helped by * when cookies were sent', async () => {
    const headers: Exchange['headers'] = [
      ['access-control-allow-origin', 'https://app.example'],
      ['access-control-allow-credentials', 'true'],
      ['access-control-expose-headers', '*'],
      ['www-authenticate', 'Session'],
    ]
    expect((await classifyExchange({ ...far, headers })).verdict.challenges).toHaveLength(1)
    expect(
      (await classifyExchange({ ...far, headers, request: { ...far.request, sent: 'cookie' } })).verdict.challenges,
    ).toHaveLength(0)
  })

  test('learns nothing where the server does not allow it', async () => {
    expect((await classifyExchange({ ...far, headers: [] })).notes.join(' ')).toContain('TypeError')
  })
})

describe('each example', () => {
  const kinds: Readonly<Record<string, string>> = {
    openmrs: 'reauthenticate/no-credentials',
    'expired-token': 'reauthenticate/token-expired',
    'insufficient-scope': 'forbidden/insufficient-scope',
    'step-up': 'reauthenticate/step-up',
    'relayed-key': 'third-party-key-invalid/key-invalid',
    'third-party-problem': 'third-party-key-invalid/key-revoked',
    laravel: 'forbidden/csrf',
    'login-page': 'reauthenticate/login-page',
    'two-on-one-line': 'reauthenticate/token-invalid',
    'another-origin': 'reauthenticate/token-invalid',
  }

  test.each(samples)(
    '$name is what it is said to be',
    async ({ name, text, url, method, sent, role, integration, pageOrigin }) => {
      const found = readRawResponse(text)
      if (isUnreadable(found)) throw new Error(found.problem)
      const { verdict } = await classifyExchange(
        { ...found, request: { url, method, sent, pageOrigin } },
        { role, integration },
      )
      expect(`${verdict.kind}/${verdict.reason}`).toBe(kinds[name])
    },
  )
})

describe('a challenge that is shown', () => {
  const mask = (text: string): string => maskChallenge(text, parseChallenges(text).challenges)

  test('keeps every character in its place', () => {
    for (const { text } of samples) expect(mask(text)).toHaveLength(text.length)
    expect(mask('Bearer realm="a b", error="invalid_token"')).toBe('Bearer realm="a b", error="invalid_token"')
  })

  test.each([
    ['Negotiate oRQwEqADCgEBoQsGCSqGSIL3EgECAg==', 'oRQw'],
    ['DPoP error="use_dpop_nonce", nonce="s3cret"', 's3cret'],
    ['Digest realm="a", nonce=s3cret, opaque="s3cret"', 's3cret'],
    ['Bearer realm="https://x.example/?token=s3cret"', 's3cret'],
    ['Bearer error_description="The key sk-live_s3cret1234 is dead"', 's3cret'],
    ['Bearer eyJhbGciOiJub25lIn0.e30.s3cret', 's3cret'],
  ])('dots out what looks like a secret: %s', (text, secret) => {
    expect(mask(text)).toHaveLength(text.length)
    expect(mask(text)).not.toContain(secret)
    for (const { parameters } of parseChallenges(text).challenges) {
      for (const { name, value } of parameters) expect(maskParameter(name, value)).not.toContain(secret)
    }
  })

  test('shows controls as pictures of them', () => {
    expect(mask('Basic\u0001realm="a"')).toBe('Basic␁realm="a"')
  })
})
