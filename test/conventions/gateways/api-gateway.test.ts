import { describe, expect, test } from 'vitest'
import { type Exchange, judge, said } from '../exchange.ts'

describe('API gateways', () => {
  test.each<[string, Exchange, string]>([
    ['Istio', { status: 403, body: 'RBAC: access denied', type: 'text/plain' }, 'forbidden/policy likely'],
    [
      'Envoy, none',
      { status: 401, body: 'Jwt is missing', type: 'text/plain' },
      'reauthenticate/no-credentials likely',
    ],
    [
      'Envoy, expired',
      { status: 401, body: 'Jwt is expired', type: 'text/plain', sent: 'Bearer x' },
      'reauthenticate/token-expired likely',
    ],
    [
      'Envoy, signature',
      { status: 401, body: 'Jwt verification fails', type: 'text/plain', sent: 'Bearer x' },
      'reauthenticate/token-invalid likely',
    ],
    [
      'Envoy, audience',
      { status: 403, body: 'Audiences in Jwt are not allowed', type: 'text/plain', sent: 'Bearer x' },
      'forbidden/permission likely',
    ],
    [
      'Kong, consumer',
      { status: 403, body: { message: 'You cannot consume this service', request_id: 'x' } },
      'forbidden/policy likely',
    ],
    ['Kong, address', { status: 403, body: { message: 'Your IP address is not allowed' } }, 'forbidden/policy likely'],
    [
      'Apigee',
      {
        status: 401,
        body: {
          fault: {
            faultstring: 'Access Token expired',
            detail: { errorcode: 'keymanagement.service.access_token_expired' },
          },
        },
      },
      'reauthenticate/token-expired certain',
    ],
    [
      'Apigee, quota',
      {
        status: 429,
        body: {
          fault: {
            faultstring: 'Rate limit quota violation.',
            detail: { errorcode: 'policies.ratelimit.QuotaViolation' },
          },
        },
      },
      'none/rate-limited certain',
    ],
    ['Tyk', { status: 403, body: { error: 'Access to this API has been disallowed' } }, 'forbidden/policy likely'],
    [
      'Oathkeeper',
      {
        status: 401,
        body: { error: { code: 401, status: 'Unauthorized', message: 'Access credentials are invalid' } },
      },
      'reauthenticate/token-invalid likely',
    ],
  ])('%s', async (_name, exchange, verdict) => {
    expect(await said(exchange)).toBe(verdict)
  })

  test('words that are not its own', async () => {
    expect(await said({ status: 403, body: { message: 'access denied' } })).toBe('forbidden/permission guess')
    expect((await judge({ status: 401, role: 'sign-in', body: 'Jwt is missing', type: 'text/plain' })).kind).toBe(
      'credentials-rejected',
    )
    expect(
      (await judge({ status: 401, integration: 'x', body: 'Jwt is expired', type: 'text/plain' })).certainty,
    ).not.toBe('certain')
  })
})
