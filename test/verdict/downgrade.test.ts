import { describe, expect, test } from 'vitest'
import { classifyEvidence, type Evidence, messageOf, type Verdict } from 'why401/verdict'
import { standard } from 'why401/conventions'
import { evidenceOf, type Exchange, judge, said } from '../conventions/exchange.ts'

const google = {
  error: {
    code: 401,
    message: 'Request had invalid authentication credentials. Expected OAuth 2 access token.',
    status: 'UNAUTHENTICATED',
  },
}

describe('given a body that a provider wrote', () => {
  test('when a challenge comes with it, then the challenge does not sign the user out', async () => {
    for (const challenge of [
      'Bearer realm="https://accounts.google.com/", error="invalid_token"',
      'Bearer error="invalid_token"',
      'Bearer realm="api"',
    ]) {
      const verdict = await said({ status: 401, challenge, body: google, sent: 'Bearer x' })
      expect(verdict).toBe('third-party-key-invalid/key-invalid likely')
    }
  })

  test('when the challenge has one of our realms, then it stays ours', async () => {
    const exchange = { status: 401, challenge: 'Bearer realm="app", error="invalid_token"', sent: 'Bearer x' }
    expect(await said({ ...exchange, body: google, ownRealms: ['app'] })).toBe('reauthenticate/token-invalid certain')
  })

  test('when there is no such body, then the same challenge is certain', async () => {
    expect(await said({ status: 401, challenge: 'Bearer error="invalid_token"', body: {}, sent: 'Bearer x' })).toBe(
      'reauthenticate/token-invalid certain',
    )
  })
})

describe('given a challenge that names a URL', () => {
  const exchange = (parameter: string): Exchange => ({
    status: 401,
    challenge: `Bearer ${parameter}, error="invalid_token"`,
    sent: 'Bearer x',
  })
  test.each([
    ['realm="https://accounts.other.example/"', 'likely'],
    ['authorization_uri="https://login.other.example/authorize"', 'likely'],
    ['resource_metadata="https://api.other.example/.well-known/oauth-protected-resource"', 'likely'],
    ['realm="https://other.co.test"', 'likely'],
    ['realm="https://app.test/api"', 'certain'],
    ['realm="https://sign-in.app.test"', 'certain'],
    ['resource_metadata="https://APP.test:8443/.well-known/oauth-protected-resource"', 'certain'],
    ['realm="other.example"', 'certain'],
    ['realm="/relative"', 'certain'],
  ])('%s, then a dead token is %s', async (parameter, certainty) => {
    expect(await said(exchange(parameter))).toBe(`reauthenticate/token-invalid ${certainty}`)
  })
})

describe('given what was sent', () => {
  test.each(['Basic YTpi', 'Digest username="a"'])('%s, then nothing is said of a token', async (sent) => {
    for (const exchange of [
      { status: 401, body: { code: 'TOKEN_EXPIRED' }, challenge: 'Basic realm="x"' },
      { status: 401, body: { error: 'invalid_token' } },
      { status: 403, body: { message: 'jwt expired' } },
      { status: 401, challenge: 'Bearer error="invalid_token"' },
    ]) {
      const verdict = await judge({ ...exchange, sent })
      expect(verdict.reason).not.toMatch(/^token-/)
    }
  })

  test('on an integration route the token is the third party’s, whatever was sent to us', async () => {
    expect(
      await said({ status: 401, body: { code: 'TOKEN_EXPIRED' }, sent: 'Basic YTpi', integration: 'mail' }),
    ).toMatch(/^third-party-key-invalid\/key-expired/)
  })

  test.each<[string, Exchange]>([
    ['nothing, and Bearer is wanted', { status: 401, challenge: 'Bearer realm="x"' }],
    ['nothing, and another scheme is wanted', { status: 401, challenge: 'Custom realm="x"' }],
    ['Basic, and Bearer is wanted', { status: 401, challenge: 'Bearer realm="x"', sent: 'Basic YTpi' }],
  ])('%s, then 400 means what 401 means', async (_name, exchange) => {
    const [at401, at400] = [await judge(exchange), await judge({ ...exchange, status: 400 })]
    expect([at400.kind, at400.reason]).toEqual([at401.kind, at401.reason])
  })

  test('a 400 that says invalid_request to a request without a token asks for one', async () => {
    expect(await said({ status: 400, challenge: 'Bearer error="invalid_request"' })).toMatch(
      /^reauthenticate\/no-credentials/,
    )
    expect(await said({ status: 400, challenge: 'Bearer error="invalid_request"', sent: 'Bearer x' })).toMatch(
      /^none\/invalid-request/,
    )
  })

  test('a 400 without a challenge stays what it is', async () => {
    expect(await said({ status: 400, body: {} })).toBe('none/invalid-request guess')
  })
})

describe('given an integration route without one of our realms', () => {
  const codes = ['SESSION_EXPIRED', 'login_required', 'not_logged_in', 'session_timeout', 'step_up_required']
  test('under 200, a body that says who is not signed in speaks of the third party', async () => {
    const body = { errors: [{ message: 'Not signed in', extensions: { code: 'UNAUTHENTICATED' } }], data: null }
    expect(await said({ status: 200, body, integration: 'mail' })).toBe('third-party-key-invalid/key-invalid likely')
  })

  test.each([400, 404, 409, 422, 424, 500, 502, 503])('%d, then our login is not over', async (status) => {
    for (const code of codes) {
      expect((await judge({ status, body: { code }, integration: 'mail' })).kind, code).not.toBe('reauthenticate')
    }
  })

  test.each([401, 403, 419, 440])('%d, then our login is over for certain in no case', async (status) => {
    for (const code of codes) {
      const { kind, certainty } = await judge({ status, body: { code }, integration: 'mail' })
      if (kind === 'reauthenticate') expect(certainty, code).not.toBe('certain')
    }
  })
})

test('given 100,000 challenges, then at most 64 are judged and kept', async () => {
  const challenge = `${'A b="c", '.repeat(5_000)}Bearer error="invalid_token"`
  const verdict = await judge({ status: 401, challenge, sent: 'Bearer x' })
  expect(verdict.challenges.length).toBe(64)
})

describe('the URL of an integration', () => {
  const offered = async (manageUrl: string, more: Partial<Evidence> = {}): Promise<unknown> => {
    const body = { type: 'https://a.test/problems/third-party-key-invalid', integration: 'mail', manageUrl }
    const evidence = await evidenceOf({ status: 403, body, type: 'application/problem+json' })
    const verdict: Verdict = classifyEvidence({ ...evidence, ...more }, standard())
    return 'manageUrl' in verdict ? verdict.manageUrl : undefined
  }

  test.each(['/settings/mail', 'settings/mail', '?open=mail', 'https://app.test/settings', 'HTTPS://APP.TEST/x'])(
    '%s is offered: it is on our origin',
    async (manageUrl) => {
      expect(await offered(manageUrl)).toBe(manageUrl)
    },
  )

  test.each([
    'https://evil.example/settings',
    '//evil.example/settings',
    String.raw`/\evil.example`,
    String.raw`https://app.test\@evil.example`,
    'https://app.test@evil.example/',
    'https://app.test\t.evil.example/',
    'https:evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'http://keys.example.com/a',
    'https://keys.example.com.evil.example/',
    'https://app.test.evil.example/',
  ])('%s is not', async (manageUrl) => {
    expect(await offered(manageUrl, { manageHosts: ['keys.example.com'] })).toBeUndefined()
  })

  test('on a host that the route allows, over https, it is offered', async () => {
    const manageHosts = ['keys.example.com', 'localhost:8443']
    for (const manageUrl of ['https://keys.example.com/a?b=c', 'https://localhost:8443/']) {
      expect(await offered(manageUrl, { manageHosts })).toBe(manageUrl)
    }
  })
})

describe('scopes for a step-up', () => {
  test('are those that the server wants and those that the token had', async () => {
    const challenge = 'Bearer error="insufficient_scope", scope="files:write files:read"'
    const evidence = await evidenceOf({ status: 403, challenge, sent: 'Bearer x' })
    const granted = { ...evidence, sent: { ...evidence.sent, scope: 'files:read profile' } }
    expect(classifyEvidence(granted, standard())).toMatchObject({ scope: 'files:write files:read profile' })
  })
})

describe('the message', () => {
  test.each<[string, Exchange, string | undefined]>([
    ['a status rule that wins', { status: 500, body: { message: 'The disk is full.' } }, 'The disk is full.'],
    ['text', { status: 403, body: '\n  No entry on Sundays.\nat line 3', type: 'text/plain' }, 'No entry on Sundays.'],
    ['a JSON string', { status: 403, body: '"No entry today"', type: 'application/json' }, 'No entry today'],
    ['an object further in', { status: 409, body: { error: { details: [{ msg: 'Too late now' }] } } }, 'Too late now'],
    ['JSON in a string', { status: 409, body: { message: '{"a": "b c"}' } }, undefined],
    ['markup', { status: 409, body: { message: '<p>Too late now</p>' } }, undefined],
    ['a code', { status: 409, body: { message: 'TOO_LATE' } }, undefined],
    ['a success', { status: 200, body: { message: 'All went well.' } }, undefined],
    [
      'a fault',
      {
        status: 500,
        body: '<?xml version="1.0"?><s:Fault><faultstring>Password is wrong</faultstring></s:Fault>',
        type: 'text/xml',
      },
      'Password is wrong',
    ],
  ])('of %s', async (_name, exchange, message) => {
    expect((await judge(exchange)).message).toBe(message)
  })

  test('given any JSON, then reading it ends and never throws', async () => {
    const loop: { error?: unknown } = {}
    loop.error = [loop, loop, loop, loop]
    const { body, ...evidence } = await evidenceOf({ status: 409 })
    expect(messageOf({ ...evidence, body: { ...body, value: loop } })).toBeUndefined()
  })
})
