import { describe, expect, test } from 'vitest'
import { type Exchange, said } from '../exchange.ts'

const B = { sent: 'Bearer abc.def.ghi' }
const I = { integration: 'quillbox', url: 'https://app.test/api/integrations/quillbox/data' }
const K = 'third-party-key-invalid/key-'

/** Kinds that a fifth set of answers showed (docs/verdicts.md), each by answers of our own, with what must not be read so. */
const kinds: Record<string, readonly (readonly [string, Exchange])[]> = {
  'the only member of a body holds the answer, whatever it is called': [
    [
      `${K}invalid guess`,
      { ...I, status: 200, body: { lookupReply: { outcome_code: 7, status: 'error', error: 'invalid key' } } },
    ],
    [
      `${K}invalid guess`,
      { ...I, status: 200, body: { qb: { stat: 'fail', err: { code: 'x4', msg: 'Unknown auth token' } } } },
    ],
    [
      `${K}insufficient guess`,
      { ...I, status: 200, body: { panelresult: { error: 'Access denied', data: { result: '0' } } } },
    ],
    ['none/ok guess', { ...I, status: 200, body: { job: { id: 4, status: 'failed', error: 'invalid key' } } }],
    ['none/ok guess', { status: 200, body: { profile: { status: 'failed', message: 'Session expired' } } }],
  ],
  'a kind or a category of an error is its code': [
    ['reauthenticate/token-expired likely', { ...B, status: 401, body: { kind: 'TokenExpired', trace: 'x1' } }],
    ['forbidden/insufficient-scope likely', { ...B, status: 403, body: { error: { category: 'INSUFFICIENT_SCOPE' } } }],
  ],
  'the head of a wrapped answer tells how it went, and so do a reply and an error state': [
    [
      `${K}invalid likely`,
      { ...I, status: 200, body: { message: { header: { status_code: 401, took: 0.2 }, body: [] } } },
    ],
    ['none/ok guess', { ...I, status: 200, body: { message: { header: { status_code: 404, took: 0.2 }, body: [] } } }],
    [
      `${K}invalid guess`,
      { ...I, status: 200, body: { ask: { op: 'list' }, reply: { code: 110, detail: 'Invalid API key' } } },
    ],
    [
      'none/ok guess',
      { ...I, status: 200, body: { ask: { op: 'list' }, reply: { code: 110, detail: 'No such domain' } } },
    ],
    [
      `${K}expired likely`,
      {
        ...I,
        status: 200,
        body: { errorState: { hasError: true, errorCode: 'TOKEN_EXPIRED', errorMessage: 'Token expired' } },
      },
    ],
  ],
  'an envelope says that it failed by a status that is false, or by its stat': [
    [
      'reauthenticate/session-expired likely',
      { status: 200, body: { status: false, message: 'Session expired, please login again' } },
    ],
    [
      'none/ok guess',
      { status: 200, body: { status: false, message: 'Session expired, please login again', owner: 'mia' } },
    ],
    [
      'reauthenticate/token-expired likely',
      {
        ...B,
        status: 200,
        body: { stat: 'error', code: 14, error: 'token_expired', error_description: 'token expired' },
      },
    ],
    ['none/ok guess', { status: 200, body: { stat: 'ok', code: 14, message: 'token expired' } }],
  ],
  'a sentence that names the third party of the route is not about our session': [
    [
      `${K}expired likely`,
      {
        ...I,
        status: 401,
        body: { code: 'SESSION_EXPIRED', error: 'Session expired. Please sign in to Quillbox again.' },
      },
    ],
    [
      'reauthenticate/session-expired likely',
      { ...I, status: 401, body: { code: 'SESSION_EXPIRED', error: 'Session expired. Please sign in again.' } },
    ],
    [
      'reauthenticate/session-expired certain',
      { status: 401, body: { code: 'SESSION_EXPIRED', error: 'Session expired. Please sign in to Quillbox again.' } },
    ],
  ],
  'words beside a code for a second factor tell whether one is to be set up': [
    [
      'forbidden/mfa-enrolment-required likely',
      {
        status: 403,
        body: { error: 'two_factor_required', message: 'Two-factor authentication must be enabled first.' },
      },
    ],
    [
      'forbidden/mfa-enrolment-required likely',
      { status: 403, body: { error: '2fa_required', message: '2FA has not been set up for this account.' } },
    ],
    [
      'reauthenticate/step-up certain',
      {
        status: 403,
        body: { error: 'two_factor_required', message: 'Two-factor authentication is enabled. Enter the code.' },
      },
    ],
    [
      'credentials-rejected/wrong-credentials likely',
      { status: 401, role: 'sign-in', method: 'POST', body: { error: 'Login code expired' } },
    ],
  ],
  'a word for any refusal gives way to words that say which': [
    [
      `${K}insufficient likely`,
      { ...I, status: 401, body: { error: 'Unauthorized', message: 'Missing scope: notes:read' } },
    ],
    [`${K}expired likely`, { ...I, status: 401, body: { error: 'Unauthorized', message: 'The token has expired.' } }],
    [`${K}invalid likely`, { ...I, status: 401, body: { error: 'Unauthorized', message: 'Access denied' } }],
  ],
  'a list of strings, and the words of clients and services for a key': [
    [`${K}invalid guess`, { ...I, status: 500, body: ['error', 17, 'apikey: invalid'] }],
    ['none/server-error guess', { ...I, status: 500, body: ['error', 18, 'nonce: small'] }],
    [`${K}invalid guess`, { ...I, status: 200, body: { code: '430', msg: 'QB-API-KEY not exists' } }],
    [`${K}invalid guess`, { ...I, status: 200, body: { retcode: -9, message: 'passkey error', data: null } }],
    [`${K}invalid guess`, { ...I, status: 200, body: { code: 30, message: 'Service key is not registered' } }],
    [`${K}insufficient guess`, { ...I, status: 502, body: { error: '403 Client Error: Forbidden for url' } }],
    ['none/server-error guess', { ...I, status: 502, body: { error: '404 Client Error: Not Found for url' } }],
    [`${K}missing certain`, { ...I, status: 200, body: { error: 'connection_required' } }],
  ],
  'a code in a member for a message, and a flag that is zero at a sign-in': [
    [
      `${K}invalid likely`,
      {
        ...I,
        status: 200,
        body: { response: { header: { resultCode: '31', resultMsg: 'SERVICE_KEY_IS_NOT_ACTIVE_ERROR' } } },
      },
    ],
    [
      'none/ok guess',
      {
        ...I,
        status: 200,
        body: { response: { header: { resultCode: '22', resultMsg: 'NUMBER_OF_REQUESTS_EXCEEDS_ERROR' } } },
      },
    ],
    [
      'none/ok guess',
      { ...I, status: 200, body: { response: { header: { resultCode: '00', resultMsg: 'NORMAL_SERVICE' } } } },
    ],
    [
      'credentials-rejected/wrong-credentials likely',
      {
        status: 200,
        role: 'sign-in',
        method: 'POST',
        body: { success: 0, error_message: 'Mot de passe ou nom incorrect.' },
      },
    ],
    ['none/ok guess', { status: 200, role: 'sign-in', method: 'POST', body: { success: 1, message: 'Bonjour.' } }],
  ],
  'a GraphQL error of one word': [
    [
      'reauthenticate/no-credentials likely',
      {
        status: 200,
        method: 'POST',
        body: { data: { me: null }, errors: [{ message: 'Unauthorized', path: ['me'] }] },
      },
    ],
    [
      'reauthenticate/no-credentials guess',
      {
        status: 200,
        method: 'POST',
        body: { data: { me: { id: 1 }, plan: null }, errors: [{ message: 'Unauthorized', path: ['plan'] }] },
      },
    ],
    [
      'none/ok guess',
      { status: 200, method: 'POST', body: { data: { me: null }, errors: [{ message: 'Unavailable', path: ['me'] }] } },
    ],
  ],
}

describe.each(Object.entries(kinds))('%s', (_kind, rows) => {
  test.each(rows.map(([expected, exchange]) => [JSON.stringify(exchange), expected, exchange] as const))(
    '%s',
    async (_name, expected, exchange) => {
      expect(await said(exchange)).toBe(expected)
    },
  )
})
