import { describe, expect, test } from 'vitest'
import { type Exchange, judge, said } from '../exchange.ts'

const html = (inner: string): string => `<!doctype html><html><body>${inner}</body></html>`

describe('bot walls', () => {
  test.each<[string, Exchange, string]>([
    [
      'Cloudflare challenge',
      { status: 403, headers: { 'cf-mitigated': 'challenge' }, body: html('Just a moment...') },
      'certain',
    ],
    [
      'Cloudflare page, header hidden',
      { status: 403, body: html('<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>') },
      'likely',
    ],
    ['AWS WAF', { status: 405, headers: { 'x-amzn-waf-action': 'captcha' } }, 'certain'],
    ['Vercel', { status: 403, headers: { 'x-vercel-mitigated': 'challenge' }, body: html('') }, 'certain'],
    [
      'DataDome',
      {
        status: 403,
        headers: { 'x-datadome': 'protected' },
        body: { url: 'https://geo.captcha-delivery.com/captcha/?x' },
      },
      'certain',
    ],
    [
      'Akamai',
      {
        status: 403,
        body: '<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>Reference&#32;#18.x <P>https://errors.edgesuite.net/18.x</P></BODY></HTML>',
      },
      'likely',
    ],
    [
      'F5',
      {
        status: 200,
        body: '<html><body>The requested URL was rejected. Please consult with your administrator.<br>Your support ID is: 1</body></html>',
      },
      'likely',
    ],
  ])('%s', async (_name, exchange, certainty) => {
    expect(await said(exchange)).toBe(`none/unrelated ${certainty}`)
  })

  test('a captive portal', async () => {
    expect(await said({ status: 511, body: html('<form><input type="password"></form>') })).toBe(
      'none/captive-portal certain',
    )
  })

  test('a success behind the same network is none', async () => {
    expect((await judge({ status: 200, headers: { 'x-datadome': 'protected' }, body: { a: 1 } })).reason).toBe('ok')
    expect((await judge({ status: 401, headers: { 'x-datadome': 'protected' }, body: { a: 1 } })).kind).toBe(
      'reauthenticate',
    )
  })
})
