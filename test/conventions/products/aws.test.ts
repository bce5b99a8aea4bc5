import { describe, expect, test } from 'vitest'
import { type Exchange, judge, said } from '../exchange.ts'

describe('AWS', () => {
  test.each<[string, Exchange, string]>([
    [
      'a route that is missing',
      {
        status: 403,
        headers: { 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
        body: { message: 'Missing Authentication Token' },
      },
      'none/not-found likely',
    ],
    [
      'the same, its header hidden',
      { status: 403, body: { message: 'Missing Authentication Token' } },
      'none/not-found likely',
    ],
    [
      'no token',
      { status: 401, headers: { 'x-amzn-errortype': 'UnauthorizedException' }, body: { message: 'Unauthorized' } },
      'reauthenticate/no-credentials likely',
    ],
    [
      'forbidden',
      { status: 403, headers: { 'x-amzn-errortype': 'ForbiddenException' }, body: { message: 'Forbidden' } },
      'forbidden/permission likely',
    ],
    [
      'an explicit deny',
      {
        status: 403,
        headers: { 'x-amzn-errortype': 'AccessDeniedException' },
        body: { Message: 'User is not authorized to access this resource with an explicit deny' },
      },
      'forbidden/permission certain',
    ],
    [
      'expired',
      {
        status: 403,
        headers: {
          'x-amzn-errortype': 'ExpiredTokenException:http://internal.amazon.com/coral/com.amazon.coral.service/',
        },
        body: { message: 'The security token included in the request is expired' },
      },
      'reauthenticate/token-expired certain',
    ],
    [
      'throttled',
      {
        status: 400,
        headers: { 'x-amzn-requestid': 'x' },
        body: { __type: 'com.amazonaws.x#ThrottlingException', message: 'Rate exceeded' },
      },
      'none/rate-limited certain',
    ],
    [
      'Cognito, sign-in',
      {
        status: 400,
        role: 'sign-in',
        headers: { 'x-amzn-errortype': 'NotAuthorizedException:' },
        body: { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' },
      },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'Cognito, renewal',
      {
        status: 400,
        role: 'renewal',
        headers: { 'x-amzn-errortype': 'NotAuthorizedException:' },
        body: { __type: 'NotAuthorizedException', message: 'Refresh Token has expired' },
      },
      'reauthenticate/renewal-rejected likely',
    ],
    [
      'S3, asked directly',
      {
        status: 400,
        headers: { 'x-amz-request-id': 'x' },
        type: 'application/xml',
        body: '<?xml version="1.0"?><Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>',
      },
      'reauthenticate/token-expired certain',
    ],
    [
      'a validation',
      {
        status: 400,
        headers: { 'x-amzn-errortype': 'BadRequestException' },
        body: { message: 'Invalid request body' },
      },
      'none/invalid-request guess',
    ],
  ])('AWS: %s', async (_name, exchange, verdict) => {
    expect(await said(exchange)).toBe(verdict)
  })

  test('on an integration route', async () => {
    expect(
      await said({
        status: 401,
        integration: 'mail',
        headers: { 'x-amzn-errortype': 'UnauthorizedException' },
        body: { message: 'Unauthorized' },
      }),
    ).toBe('third-party-key-invalid/key-invalid likely')
    expect(
      await said({
        status: 403,
        integration: 'mail',
        headers: { 'x-amzn-errortype': 'ExpiredTokenException' },
        body: {},
      }),
    ).toBe('third-party-key-invalid/key-expired likely')
  })

  test('what was relayed comes without its headers', async () => {
    expect(
      (
        await judge({
          status: 400,
          type: 'application/xml',
          body: '<?xml version="1.0"?><Error><Code>ExpiredToken</Code></Error>',
        })
      ).kind,
    ).toBe('third-party-key-invalid')
    expect(
      await said({ status: 403, headers: { 'x-amzn-requestid': 'x' }, body: { __type: 'constructor#__proto__' } }),
    ).toBe('forbidden/permission guess')
  })
})
