import { describe, expect, test } from 'vitest'
import { oauth2 } from 'why401/conventions'
import { type Exchange, judge, said as saidBy } from '../exchange.ts'

const conventions = [oauth2()]
const said = (exchange: Exchange): Promise<string> => saidBy({ ...exchange, conventions })
const verdict = (exchange: Exchange): ReturnType<typeof judge> => judge({ ...exchange, conventions })
const bearer = { sent: 'Bearer abc' }

describe('challenges with an error', () => {
  test.each<[string, Exchange, string]>([
    [
      'invalid_token',
      { status: 401, challenge: 'Bearer error="invalid_token"', ...bearer },
      'reauthenticate/token-invalid certain',
    ],
    [
      'says expired',
      {
        status: 401,
        challenge: 'Bearer error="invalid_token", error_description="The access token expired"',
        ...bearer,
      },
      'reauthenticate/token-expired certain',
    ],
    [
      'says revoked',
      {
        status: 401,
        challenge: 'Bearer error="invalid_token", error_description="The access token was revoked"',
        ...bearer,
      },
      'reauthenticate/token-revoked certain',
    ],
    [
      'lists what may have happened',
      {
        status: 401,
        challenge:
          'Bearer error="invalid_token", error_description="The access token provided is expired, revoked, malformed, or invalid"',
        ...bearer,
      },
      'reauthenticate/token-invalid certain',
    ],
    [
      'insufficient_scope',
      { status: 403, challenge: 'Bearer error="insufficient_scope", scope="read write"', ...bearer },
      'forbidden/insufficient-scope certain',
    ],
    [
      'insufficient_scope under 401 asks for another token',
      { status: 401, challenge: 'Bearer error="insufficient_scope", scope="pull"', ...bearer },
      'reauthenticate/token-invalid certain',
    ],
    [
      'invalid_request',
      { status: 400, challenge: 'Bearer error="invalid_request"', ...bearer },
      'none/invalid-request likely',
    ],
    [
      'invalid_request under 401 without a token',
      {
        status: 401,
        challenge: 'Bearer error="invalid_request", error_description="No bearer token found in the request"',
      },
      'reauthenticate/no-credentials certain',
    ],
    [
      'the same, to Basic',
      { status: 401, challenge: 'Bearer error="invalid_request"', sent: 'Basic YTpi' },
      'reauthenticate/no-credentials likely',
    ],
    [
      'any scheme that carries one',
      { status: 401, challenge: 'GNAP error="invalid_token"', sent: 'GNAP x' },
      'reauthenticate/token-invalid certain',
    ],
    [
      'insufficient_user_authentication',
      { status: 401, challenge: 'Bearer error="insufficient_user_authentication"', ...bearer },
      'reauthenticate/step-up certain',
    ],
    [
      'invalid_dpop_proof',
      { status: 401, challenge: 'DPoP error="invalid_dpop_proof"', sent: 'DPoP x' },
      'reauthenticate/token-invalid certain',
    ],
    [
      'login_required',
      { status: 401, challenge: 'Bearer error="login_required"' },
      'reauthenticate/no-credentials certain',
    ],
    [
      'interaction_required',
      { status: 401, challenge: 'Bearer error="interaction_required"' },
      'reauthenticate/step-up certain',
    ],
    [
      'invalid_client',
      { status: 401, challenge: 'Basic realm="token", error="invalid_client"', role: 'sign-in' },
      'credentials-rejected/client-rejected certain',
    ],
    [
      'an error that is not OAuth’s',
      { status: 401, challenge: 'Bearer error="constructor"', ...bearer },
      'reauthenticate/token-invalid likely',
    ],
    [
      'a list with Negotiate',
      { status: 401, challenge: 'Negotiate, NTLM, Bearer realm="x", error="invalid_token"', ...bearer },
      'reauthenticate/token-invalid certain',
    ],
  ])('%s', async (_name, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('an error belongs to its own challenge, and the scheme that was sent is answered first', async () => {
    const challenge = 'Bearer error="invalid_token", DPoP error="use_dpop_nonce"'
    const headers = { 'dpop-nonce': 'n-1' }
    expect(await verdict({ status: 401, challenge, headers, sent: 'DPoP x' })).toMatchObject({
      reason: 'stale-nonce',
      nonce: 'n-1',
      remedy: 'renew',
    })
    expect(await verdict({ status: 401, challenge, headers, ...bearer })).toMatchObject({ reason: 'token-invalid' })
  })

  test('a realm says nothing about nonces', async () => {
    expect(await said({ status: 401, challenge: 'Bearer realm="use_dpop_nonce_blocklist"' })).toBe(
      'reauthenticate/no-credentials certain',
    )
  })

  test('nothing is read inside a quoted value', async () => {
    const challenge =
      'Bearer error="invalid_token", error_description="try error=insufficient_scope, scope=admin", scope="read"'
    expect(await verdict({ status: 401, challenge, ...bearer })).toMatchObject({
      reason: 'token-invalid',
      scope: 'read',
    })
  })

  test('the missing scope is told', async () => {
    expect(
      await verdict({
        status: 403,
        challenge: 'Bearer realm="api", error="insufficient_scope", scope="read write"',
        ...bearer,
      }),
    ).toMatchObject({
      remedy: 'request-scope',
      scope: 'read write',
      realm: 'api',
    })
  })

  test('a step-up tells levels and age', async () => {
    const challenge =
      'Bearer error="insufficient_user_authentication", error_description="Not strong enough", acr_values="myACR  other", max_age="5"'
    expect(await verdict({ status: 401, challenge, ...bearer })).toMatchObject({
      remedy: 'step-up',
      stepUp: { acrValues: ['myACR', 'other'], maxAge: 5 },
      message: 'Not strong enough',
    })
  })

  test('max_age that is no number is left out', async () => {
    const { stepUp } = (await verdict({
      status: 401,
      challenge: 'Bearer error="insufficient_user_authentication", max_age="soon"',
      ...bearer,
    })) as { stepUp?: object }
    expect(stepUp).toEqual({})
  })

  test.each(['insufficient_claims', 'invalid_token'])('a claims challenge with error %s', async (error) => {
    const challenge = `Bearer realm="", authorization_uri=https://login.test/authorize, error="${error}", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="`
    expect(await verdict({ status: 401, challenge, ...bearer })).toMatchObject({
      reason: 'step-up',
      certainty: 'certain',
      stepUp: { claims: 'eyJhY2Nlc3NfdG9rZW4iOnt9fQ==' },
    })
  })
})

describe('a challenge without an error', () => {
  test.each<[string, Exchange, string]>([
    ['nothing sent', { status: 401, challenge: 'Bearer realm="api"' }, 'reauthenticate/no-credentials certain'],
    ['DPoP', { status: 401, challenge: 'DPoP algs="ES256"' }, 'reauthenticate/no-credentials certain'],
    ['a token sent', { status: 401, challenge: 'Bearer', ...bearer }, 'reauthenticate/token-invalid likely'],
    [
      'Basic sent, only Bearer wanted',
      { status: 401, challenge: 'Bearer', sent: 'Basic YTpi' },
      'reauthenticate/no-credentials likely',
    ],
    [
      'Basic sent and offered',
      { status: 401, challenge: 'Basic, Bearer', sent: 'Basic YTpi' },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'at a sign-in endpoint',
      { status: 401, challenge: 'Bearer', role: 'sign-in' },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'at a renewal endpoint',
      { status: 401, challenge: 'Bearer', role: 'renewal' },
      'reauthenticate/renewal-rejected likely',
    ],
    ['under 403', { status: 403, challenge: 'Bearer' }, 'forbidden/permission guess'],
  ])('%s', async (_name, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('resource metadata beside a scope (RFC 9728)', async () => {
    const challenge =
      'Bearer resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource", scope="files:read"'
    expect(await verdict({ status: 401, challenge })).toMatchObject({ reason: 'no-credentials', scope: 'files:read' })
  })
})

describe('bodies', () => {
  const grant = { error: 'invalid_grant' }
  test.each<[string, Exchange, string]>([
    [
      'invalid_grant on renewal',
      { status: 400, body: grant, role: 'renewal' },
      'reauthenticate/renewal-rejected certain',
    ],
    [
      'invalid_grant on sign-in',
      { status: 400, body: grant, role: 'sign-in' },
      'credentials-rejected/wrong-credentials likely',
    ],
    ['invalid_grant somewhere', { status: 400, body: grant }, 'reauthenticate/renewal-rejected guess'],
    [
      'invalid_grant that speaks of a password',
      { status: 400, body: { ...grant, error_description: 'user credentials are invalid' } },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'invalid_grant that speaks of a refresh token',
      { status: 400, body: { ...grant, error_description: 'refresh token has expired' } },
      'reauthenticate/renewal-rejected likely',
    ],
    [
      'invalid_client',
      { status: 401, challenge: 'Basic realm="token"', body: { error: 'invalid_client' }, role: 'sign-in' },
      'credentials-rejected/client-rejected certain',
    ],
    [
      'unauthorized_client',
      { status: 400, body: { error: 'unauthorized_client' }, role: 'renewal' },
      'credentials-rejected/client-rejected certain',
    ],
    [
      'login_required on renewal',
      { status: 400, body: { error: 'login_required' }, role: 'renewal' },
      'reauthenticate/renewal-rejected certain',
    ],
    [
      'consent_required on renewal',
      { status: 400, body: { error: 'consent_required' }, role: 'renewal' },
      'reauthenticate/renewal-rejected certain',
    ],
    [
      'invalid_token',
      { status: 401, body: { error: 'invalid_token', error_description: 'access token has expired' }, ...bearer },
      'reauthenticate/token-expired certain',
    ],
    [
      'temporarily_unavailable on renewal',
      { status: 503, body: { error: 'temporarily_unavailable' }, role: 'renewal' },
      'none/server-error certain',
    ],
    [
      'authorization_pending',
      { status: 400, body: { error: 'authorization_pending' }, role: 'sign-in' },
      'none/unrelated certain',
    ],
    ['slow_down', { status: 400, body: { error: 'slow_down' }, role: 'sign-in' }, 'none/rate-limited certain'],
    [
      'form-encoded',
      { status: 400, body: 'error=invalid_grant', type: 'application/x-www-form-urlencoded', role: 'renewal' },
      'reauthenticate/renewal-rejected certain',
    ],
    ['an error that is no code', { status: 400, body: { error: 'Bad Request' } }, 'none/invalid-request guess'],
    [
      'an array',
      { status: 400, body: [{ error: 'invalid_grant' }], role: 'sign-in' },
      'credentials-rejected/wrong-credentials guess',
    ],
    ['an error under 200', { status: 200, body: { error: 'invalid_token' } }, 'none/ok guess'],
  ])('%s', async (_name, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('a DPoP nonce asked for at the token endpoint', async () => {
    const exchange = {
      status: 400,
      body: { error: 'use_dpop_nonce' },
      headers: { 'dpop-nonce': 'n-2' },
      role: 'renewal',
    } as const
    expect(await verdict(exchange)).toMatchObject({ kind: 'reauthenticate', reason: 'stale-nonce', nonce: 'n-2' })
  })

  test('the description becomes the message, with secrets cut out', async () => {
    const body = {
      error: 'invalid_token',
      error_description: 'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl is dead',
    }
    expect(await verdict({ status: 401, body, ...bearer })).toMatchObject({ message: 'token … is dead' })
  })
})
