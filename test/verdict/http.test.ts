import { describe, expect, test } from 'vitest'
import { classifyResponse } from 'why401/response'
import { answer, type Exchange, judge, said as saidBy } from '../conventions/exchange.ts'

const conventions = [] as const
const said = (exchange: Exchange): Promise<string> => saidBy({ ...exchange, conventions })

describe('by status, request and role alone', () => {
  test.each<[string, Exchange, string]>([
    ['200', { status: 200 }, 'none/ok guess'],
    ['304', { status: 304 }, 'none/ok guess'],
    ['400', { status: 400 }, 'none/invalid-request guess'],
    ['400 at sign-in', { status: 400, role: 'sign-in' }, 'credentials-rejected/wrong-credentials guess'],
    ['400 at renewal', { status: 400, role: 'renewal' }, 'reauthenticate/renewal-rejected guess'],
    ['403 at renewal', { status: 403, role: 'renewal' }, 'reauthenticate/renewal-rejected guess'],
    ['401', { status: 401 }, 'reauthenticate/no-credentials guess'],
    ['401 with a challenge', { status: 401, challenge: 'Custom' }, 'reauthenticate/no-credentials likely'],
    [
      '401 to Basic',
      { status: 401, challenge: 'Basic realm="x"', sent: 'Basic YTpi' },
      'credentials-rejected/wrong-credentials likely',
    ],
    ['401 to Basic, no challenge', { status: 401, sent: 'Basic YTpi' }, 'credentials-rejected/wrong-credentials guess'],
    [
      '401 to Digest',
      { status: 401, challenge: 'Digest nonce="n"', sent: 'Digest username="u"' },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      '401 to Basic, a token wanted',
      { status: 401, challenge: 'Token realm="x"', sent: 'Basic YTpi' },
      'reauthenticate/no-credentials likely',
    ],
    [
      '401 to Basic, Basic renamed for the browser’s sake',
      { status: 401, challenge: 'xBasic realm="x"', sent: 'Basic YTpi' },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      '401 to Basic, a token or Basic wanted',
      { status: 401, challenge: 'Bearer, Basic realm="x"', sent: 'Basic YTpi' },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      '401 to Negotiate',
      { status: 401, challenge: 'Negotiate', sent: 'Negotiate YII=' },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      '401 to Digest, stale',
      { status: 401, challenge: 'Digest nonce="n", stale=TRUE', sent: 'Digest username="u"' },
      'reauthenticate/stale-nonce certain',
    ],
    ['401 to Bearer', { status: 401, challenge: 'Custom', sent: 'Bearer t' }, 'reauthenticate/token-invalid likely'],
    ['401 to a credential without a scheme', { status: 401, sent: 'hunter2' }, 'reauthenticate/token-invalid guess'],
    ['401 at sign-in', { status: 401, role: 'sign-in' }, 'credentials-rejected/wrong-credentials likely'],
    [
      '401 at sign-in with a challenge',
      { status: 401, challenge: 'Form', role: 'sign-in' },
      'credentials-rejected/wrong-credentials likely',
    ],
    ['401 at renewal', { status: 401, role: 'renewal' }, 'reauthenticate/renewal-rejected likely'],
    ['403', { status: 403 }, 'forbidden/permission guess'],
    ['404', { status: 404 }, 'none/not-found guess'],
    ['407', { status: 407 }, 'none/proxy-authentication guess'],
    [
      '407 of a proxy',
      { status: 407, headers: { 'proxy-authenticate': 'Basic realm="p"' } },
      'none/proxy-authentication certain',
    ],
    [
      '407 on an integration route that was relayed whole',
      { status: 407, headers: { 'proxy-authenticate': 'Basic realm="p"' }, integration: 'mail' },
      'third-party-key-invalid/key-invalid guess',
    ],
    ['408', { status: 408 }, 'none/unrelated guess'],
    ['407 on an integration route', { status: 407, integration: 'mail' }, 'third-party-key-invalid/key-invalid guess'],
    ['410', { status: 410 }, 'none/not-found guess'],
    ['419', { status: 419 }, 'forbidden/csrf guess'],
    ['422 at sign-in', { status: 422, role: 'sign-in' }, 'credentials-rejected/wrong-credentials guess'],
    ['423 at sign-in', { status: 423, role: 'sign-in' }, 'credentials-rejected/account-locked likely'],
    ['424', { status: 424 }, 'none/invalid-request guess'],
    ['424 on an integration route', { status: 424, integration: 'mail' }, 'third-party-key-invalid/key-invalid guess'],
    ['429', { status: 429 }, 'none/rate-limited certain'],
    ['429 at sign-in', { status: 429, role: 'sign-in' }, 'none/rate-limited likely'],
    ['440', { status: 440 }, 'reauthenticate/session-expired likely'],
    ['498', { status: 498 }, 'reauthenticate/token-invalid likely'],
    ['500', { status: 500 }, 'none/server-error guess'],
    ['502', { status: 502 }, 'none/server-error guess'],
    ['511', { status: 511 }, 'none/captive-portal certain'],
  ])('%s', async (_name, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('what is not known of the request makes a guess of it', async () => {
    const { certainty } = await classifyResponse(answer({ status: 401, challenge: 'Basic realm="x"' }), { conventions })
    expect(certainty).toBe('guess')
  })

  test('one challenge line, two, or one that joins them: the same', async () => {
    for (const challenge of [['Basic realm="a"', 'Custom'], 'Basic realm="a", Custom', 'Basic realm="a"']) {
      expect(await said({ status: 401, challenge })).toBe('reauthenticate/no-credentials likely')
      expect(await said({ status: 401, challenge, sent: 'Basic YTpi' })).toBe(
        'credentials-rejected/wrong-credentials likely',
      )
    }
    expect(await said({ status: 401 })).toBe('reauthenticate/no-credentials guess')
    expect(await said({ status: 401, sent: 'Basic YTpi' })).toBe('credentials-rejected/wrong-credentials guess')
  })

  test.each([
    ['120', 120],
    ['Sat, 21 Nov 2026 10:01:00 GMT', 60],
    ['Sat, 21 Nov 2020 10:01:00 GMT', undefined],
    ['soon', undefined],
    ['-1', undefined],
    ['1e9', undefined],
  ])('Retry-After: %s', async (value, seconds) => {
    const headers = { 'retry-after': value, date: 'Sat, 21 Nov 2026 10:00:00 GMT' }
    const verdict = await judge({ status: 423, role: 'sign-in', headers, conventions })
    expect('retryAfter' in verdict ? verdict.retryAfter : undefined).toBe(seconds)
  })
})
