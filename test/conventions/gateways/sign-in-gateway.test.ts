import { describe, expect, test } from 'vitest'
import { type Exchange, said } from '../exchange.ts'

const html = (inner: string): string => `<!doctype html><html><body>${inner}</body></html>`

describe('sign-in gateways', () => {
  test.each<[string, Exchange, string]>([
    [
      'IAP, not signed in',
      { status: 401, headers: { 'x-goog-iap-generated-response': 'true' }, body: html('Sign in with Google') },
      'reauthenticate/no-credentials certain',
    ],
    [
      'IAP, bad token',
      {
        status: 401,
        sent: 'Bearer x',
        headers: { 'x-goog-iap-generated-response': 'true' },
        body: 'Invalid IAP credentials: Unable to parse JWT',
        type: 'text/plain',
      },
      'reauthenticate/token-invalid certain',
    ],
    [
      'IAP, no access',
      { status: 403, headers: { 'x-goog-iap-generated-response': 'true' }, body: html("You don't have access") },
      'forbidden/policy certain',
    ],
    [
      'Pomerium, not signed in',
      { status: 401, headers: { 'x-pomerium-intercepted-response': 'true' } },
      'reauthenticate/no-credentials certain',
    ],
    [
      'Pomerium, denied',
      {
        status: 403,
        headers: { 'x-pomerium-intercepted-response': 'true' },
        body: html('<div id="root"></div><script>window.POMERIUM_DATA = {"page":"Error","status":403}</script>'),
      },
      'forbidden/policy certain',
    ],
    [
      'Cloudflare Access, XMLHttpRequest',
      {
        status: 401,
        headers: { 'cf-access-domain': 'app.test', 'cf-access-aud': 'x' },
        challenge: 'Cloudflare-Access resource_metadata="https://app.test/x"',
        body: html(''),
      },
      'reauthenticate/no-credentials certain',
    ],
    [
      'Cloudflare Access, its page',
      { status: 200, headers: { 'cf-access-domain': 'app.test' }, body: html('Get a login code') },
      'reauthenticate/login-page likely',
    ],
    [
      'Authentik, its page',
      {
        status: 200,
        body: '<!DOCTYPE html><html><body><ak-flow-executor flowSlug="x"></ak-flow-executor></body></html>',
      },
      'reauthenticate/login-page likely',
    ],
    [
      'oauth2-proxy, its page',
      {
        status: 403,
        body: html(
          '<form method="GET" action="/oauth2/start"><input type="hidden" name="rd" value="/"><button>Sign in with OpenID Connect</button></form>',
        ),
      },
      'reauthenticate/login-page likely',
    ],
    ['oauth2-proxy, denied', { status: 403, body: {} }, 'forbidden/permission guess'],
    [
      'Authelia, asked for data',
      {
        status: 401,
        headers: { location: 'https://auth.app.test/?rd=x' },
        body: '<a href="https://auth.app.test/?rd=x">401 Unauthorized</a>',
      },
      'reauthenticate/login-redirect likely',
    ],
    [
      'AWS load balancer, the provider failed',
      { status: 561, headers: { server: 'awselb/2.0' }, body: html('') },
      'reauthenticate/no-credentials likely',
    ],
    ['AWS load balancer, deny', { status: 401 }, 'reauthenticate/no-credentials guess'],
    [
      'App Service',
      {
        status: 401,
        challenge:
          'Bearer realm="app.test" authorization_uri="https://login.windows.net/t/oauth2/authorize" resource_id="x"',
        body: 'You do not have permission to view this directory or page.',
        type: 'text/plain',
      },
      'reauthenticate/no-credentials certain',
    ],
    ['nginx auth_request', { status: 403, body: html('<h1>403 Forbidden</h1>') }, 'forbidden/permission guess'],
  ])('%s', async (_name, exchange, verdict) => {
    const [kind, certainty] = verdict.split(' ')
    const got = await said(exchange)
    expect(got.split('/')[0]).toBe(kind?.split('/')[0])
    if (certainty !== 'guess') expect(got.replace(/ .*/, '')).toBe(kind)
    if (certainty === 'guess') expect(got).toMatch(/guess$/)
  })

  test('on an integration route it is still our own gateway', async () => {
    expect(await said({ status: 401, integration: 'mail', headers: { 'x-goog-iap-generated-response': 'true' } })).toBe(
      'reauthenticate/session-expired likely',
    )
  })

  test('pages that are none of theirs', async () => {
    expect(await said({ status: 404, body: html('<form action="/oauth2/start">') })).toMatch(/^none/)
    expect(await said({ status: 200, body: html('docs about /oauth2/start') })).toBe('none/ok guess')
    expect(await said({ status: 500, headers: { 'x-pomerium-intercepted-response': 'true' } })).toMatch(/^none/)
  })
})
