import { describe, expect, test } from 'vitest'
import { classifyResponse, readEvidence, vetUrl } from 'why401/response'
import { explain } from 'why401/verdict'
import { classify } from 'why401'
import { standard } from 'why401/conventions'
import { answer } from '../conventions/exchange.ts'

const as = (response: Response, facts: object): Response => {
  for (const [name, value] of Object.entries(facts)) Object.defineProperty(response, name, { value })
  return response
}

describe('evidence', () => {
  test('of a request that is known', async () => {
    const request = new Request('https://joe:pw@app.test/a/b?key=1#x'.replace('joe:pw@', ''), {
      method: 'POST',
      headers: { authorization: 'DPoP x' },
      body: 'x',
    })
    expect(await readEvidence(answer({ status: 401 }), { request })).toMatchObject({
      url: 'https://app.test/a/b',
      method: 'POST',
      role: 'resource',
      sent: { known: true, scheme: 'dpop', cookies: true },
    })
  })

  test.each<[string, HeadersInit | undefined, string | undefined]>([
    ['none', {}, undefined],
    ['unknown', undefined, undefined],
    ['pairs', [['Authorization', 'Basic YTpi']], 'basic'],
    ['Headers', new Headers({ authorization: 'Bearer x' }), 'bearer'],
    ['a credential without a scheme', { authorization: 'hunter2' }, 'unnamed'],
    ['what is no scheme', { authorization: 'hunter2: x' }, 'unnamed'],
    ['headers that are none', { 'a b': 'c' }, undefined],
  ])('of request headers: %s', async (_name, headers, scheme) => {
    const { sent } = await readEvidence(answer({ status: 401 }), {
      request: { url: '/a', ...(headers !== undefined && { headers }) },
    })
    expect(sent.scheme).toBe(scheme)
    expect(sent.known).toBe(headers !== undefined)
  })

  test('of a request that is not known', async () => {
    const evidence = await readEvidence(as(answer({ status: 401 }), { url: 'https://app.test/a?b=c' }), {})
    expect(evidence).toMatchObject({ url: 'https://app.test/a', sent: { known: false } })
  })

  test.each(['', 'data:text/plain,secret', 'http://[', 'not a url'])('a URL such as "%s" is none', async (url) => {
    expect((await readEvidence(answer({ status: 401 }), { request: { url } })).url).toBe('')
  })

  test('where redirects ended, and whether a page was asked for', async () => {
    const ended = as(answer({ status: 200 }), { url: 'https://login.test/start?state=secret#x' })
    expect(
      await readEvidence(ended, { request: { url: 'https://app.test/a', headers: { accept: 'text/html,*/*' } } }),
    ).toMatchObject({ url: 'https://app.test/a', finalUrl: 'https://login.test/start', sent: { page: true } })
    expect(await readEvidence(answer({ status: 200 }), { request: { headers: { accept: '*/*' } } })).toMatchObject({
      finalUrl: '',
      sent: { page: false },
    })
  })

  test('an integration implies its role; a role that is given stays', async () => {
    expect((await readEvidence(answer({ status: 401 }), { integration: 'mail' })).role).toBe('integration')
    expect((await readEvidence(answer({ status: 401 }), { integration: 'mail', role: 'probe' })).role).toBe('probe')
  })

  test('a broken challenge leaves its issues, and never throws', async () => {
    for (const challenge of ['Bearer error="invalid_token', '=,=,"', ',,,', '"', 'Bearer '.repeat(1000)]) {
      const { challengeIssues, status } = await readEvidence(answer({ status: 401, challenge }), {})
      expect(status).toBe(401)
      expect(Array.isArray(challengeIssues)).toBe(true)
    }
  })
})

describe('a challenge that another origin hides', () => {
  const response = (): Response => as(answer({ status: 401, body: { code: 'SESSION_EXPIRED' } }), { type: 'cors' })

  test('names the header to expose', async () => {
    const verdict = await classify(response())
    expect(verdict).toMatchObject({ kind: 'reauthenticate', reason: 'session-expired', challenges: [] })
    expect(verdict.because.at(-1)).toMatchObject({
      rule: 'cors/challenge-hidden',
      where: 'Access-Control-Expose-Headers',
    })
    expect(explain(verdict)).toContain(
      'note: the challenge could not be read: this answer came from another origin, which must send `Access-Control-Expose-Headers: WWW-Authenticate`',
    )
  })

  test('is not hidden where it is exposed, under another status or on our own origin', async () => {
    for (const shown of [
      as(answer({ status: 401, challenge: 'Bearer' }), { type: 'cors' }),
      as(answer({ status: 403 }), { type: 'cors' }),
      answer({ status: 401 }),
    ]) {
      expect((await classify(shown)).because.map(({ rule }) => rule)).not.toContain('cors/challenge-hidden')
    }
  })
})

describe('answers that fetch does not let us read', () => {
  test('a redirect that was not followed', async () => {
    expect(await classify(as(Response.error(), { type: 'opaqueredirect' }))).toMatchObject({
      kind: 'reauthenticate',
      reason: 'login-redirect',
      certainty: 'guess',
      status: 0,
    })
  })

  test('an opaque one', async () => {
    expect(await classify(as(Response.error(), { type: 'opaque' }))).toMatchObject({
      kind: 'none',
      reason: 'unrelated',
      status: 0,
    })
  })

  test('a redirect that ended at a page is a login only where the page, or its address, is one', async () => {
    expect(
      await classify(as(answer({ status: 200, body: '<!doctype html><form>' }), { redirected: true })),
    ).toMatchObject({ kind: 'none', reason: 'ok' })
    expect(
      await classify(
        as(answer({ status: 200, body: '<!doctype html><form><input type="password">' }), { redirected: true }),
      ),
    ).toMatchObject({ kind: 'reauthenticate', reason: 'login-page' })
  })
})

describe('classifyResponse', () => {
  test.each([undefined, null, 7, {}, { status: 401 }, 'x'])('refuses %j', async (value) => {
    // @ts-expect-error -- what JavaScript callers may write
    await expect(classifyResponse(value, { conventions: [] })).rejects.toThrow(
      new TypeError('classify: `response` must be a Response'),
    )
  })

  test('offers a login URL on listed origins only', async () => {
    const body = { type: '/problems/session-expired', loginUrl: 'https://login.test/start' }
    const once = (origins?: string[]): Promise<unknown> =>
      classifyResponse(answer({ status: 401, body, type: 'application/problem+json' }), {
        request: { url: 'https://app.test/a' },
        conventions: standard(),
        ...(origins && { origins }),
      })
    expect(await once()).not.toHaveProperty('loginUrl')
    expect(await once(['https://login.test'])).toMatchObject({ loginUrl: 'https://login.test/start' })
  })

  test('without conventions HTTP alone speaks', async () => {
    expect(
      await classifyResponse(answer({ status: 401, body: { code: 'SESSION_EXPIRED' } }), { conventions: [] }),
    ).toMatchObject({ reason: 'no-credentials', because: [{ rule: 'http/401' }] })
  })
})

test.each<[string, string, string | undefined]>([
  ['/login', 'https://app.test/a', 'https://app.test/login'],
  ['//evil.test/', 'https://app.test/a', 'https://evil.test/'],
  ['javascript:alert(1)', 'https://app.test/a', undefined],
  ['data:text/html,x', 'https://app.test/a', undefined],
  ['https://joe:pw@app.test/', 'https://app.test/a', undefined],
  ['/login', '', undefined],
  ['http://[', 'https://app.test/a', undefined],
])('vetUrl(%s, %s)', (url, base, vetted) => {
  expect(vetUrl(url, base)).toBe(vetted)
})

test('vetUrl keeps to the origins that are listed', () => {
  expect(vetUrl('//evil.test/', 'https://app.test/a', ['https://app.test'])).toBeUndefined()
  expect(vetUrl('/x', 'https://app.test/a', ['https://app.test'])).toBe('https://app.test/x')
  expect(vetUrl('\\\\evil.test/', 'https://app.test/a', ['https://app.test'])).toBeUndefined()
})
