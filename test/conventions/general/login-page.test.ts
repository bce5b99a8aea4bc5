import { describe, expect, test } from 'vitest'
import { loginPage, standard } from 'why401/conventions'
import { classifyResponse } from 'why401/response'
import { answer, type Exchange, judge, said } from '../exchange.ts'
import { expectLinearTime } from '../../cpu-time.ts'

const page = (inner: string): string => `<!doctype html><html><head><title>x</title></head><body>${inner}</body></html>`
const login = page('<form method="post" action="/x"><input name="u"><input name="p" type="password"></form>')
const likely = 'reauthenticate/login-page likely'

async function redirected(
  url: string,
  exchange: Partial<Exchange> = {},
  accept = '*/*',
  asked = 'https://app.test/api/x',
): Promise<string> {
  const response = answer({ status: 200, body: '<!doctype html><div id="root"></div>', ...exchange })
  Object.defineProperty(response, 'redirected', { value: true })
  Object.defineProperty(response, 'url', { value: url })
  const { kind, reason, certainty, ...rest } = await classifyResponse(response, {
    request: { url: asked, headers: { accept } },
    conventions: standard(),
    ...(exchange.role && { role: exchange.role }),
  })
  return `${kind}/${reason} ${certainty}${'loginUrl' in rest ? ` ${rest.loginUrl}` : ''}`
}

describe('a page that is one', () => {
  test.each<[string, string]>([
    ['a password form', login],
    ['in another language and order', page('<h1>Anmelden</h1><form><INPUT name=kennwort TYPE=password></form>')],
    ['single quotes', page("<form><input type = 'password'></form>")],
    [
      'SAML request',
      page(
        '<body onload="document.forms[0].submit()"><form method="post" action="https://idp.test/x"><input type="hidden" name="SAMLRequest" value="PHNhbWw+"><input name="RelayState"></form>',
      ),
    ],
    [
      'SAML response, long value first',
      page(`<form method="post"><input type="hidden" value="${'A'.repeat(9_000)}" name="SAMLResponse"/></form>`),
    ],
    ['WS-Federation', page('<form name="hiddenform"><input type="hidden" name="wresult" value="x"></form>')],
    [
      'OpenID form_post',
      page('<form method="post"><input type="hidden" name="id_token" value="x"><input name="state"></form>'),
    ],
    ['meta refresh', '<html><head><meta http-equiv="refresh" content="0;url=/login?from=%2Fapi"></head></html>'],
    [
      'meta refresh to another host',
      '<html><head><meta content="1; URL=\'https://login.example.com/x\'" http-equiv=refresh></head></html>',
    ],
    [
      'a script that sends on',
      '<html><body><script>window.location.replace("/auth/sign-in?next=%2F")</script></body></html>',
    ],
    ['location assigned', '<html><script>top.location.href = "https://accounts.example.com/o";</script></html>'],
  ])('%s', async (_name, body) => {
    for (const status of [200, 401, 403]) expect(await said({ status, body })).toBe(likely)
  })

  test('under a refusal a form that starts a sign-in', async () => {
    expect(
      await said({ status: 403, body: page('<form action="/oauth2/start"><button>Sign in</button></form>') }),
    ).toBe(likely)
  })

  test('a page that sends on tells where', async () => {
    expect(
      await judge({ status: 403, body: '<html><meta http-equiv="refresh" content="0;url=/login?from=%2Fapi"></html>' }),
    ).toMatchObject({ loginUrl: 'https://app.test/login?from=%2Fapi' })
    expect(
      await judge({
        status: 403,
        body: '<html><meta http-equiv="refresh" content="0;url=https://login.evil.test/"></html>',
      }),
    ).not.toHaveProperty('loginUrl')
  })
})

describe('a page that is none', () => {
  test.each<[string, string]>([
    ['an app of one page', page('<div id="root"></div><script type="module" src="/assets/index.js"></script>')],
    [
      'an app that redirects by itself',
      page(
        '<div id="app"></div><script src="/app.js"></script><script>if (!localStorage.token) location.href = "/login"</script>',
      ),
    ],
    [
      'an app with its login form in a script',
      page('<div id="app"></div><script type="text/x-template"><form><input type="password"></form></script>'),
    ],
    ['a bundle that holds the words', page('<script>render(`<input type="password">`)</script>')],
    ['a link to log in', page('<a href="/login">Log in</a>')],
    ['a meta refresh to itself', '<html><meta http-equiv="refresh" content="5;url=/status"></html>'],
    ['a script that sends elsewhere', '<html><script>location.replace("/dashboard")</script></html>'],
    ['a script never closed', '<html><script><input type=password>'],
  ])('%s', async (_name, body) => {
    expect(await said({ status: 200, body })).toBe('none/ok guess')
  })

  test('a page that was asked for', async () => {
    const response = answer({ status: 200, body: login })
    expect(
      await classifyResponse(response, {
        request: { url: 'https://app.test/x', headers: { accept: 'text/html, */*' } },
        conventions: [loginPage()],
      }),
    ).toMatchObject({ kind: 'none' })
    expect(await said({ status: 200, body: login, url: 'https://app.test/login' })).toBe('none/ok guess')
  })

  test('a page to choose a password is a guess', async () => {
    expect(await said({ status: 200, body: page('<input type="password"><input type="password">') })).toBe(
      'reauthenticate/login-page guess',
    )
  })

  test('an error page with a form in its head', async () => {
    for (const status of [404, 500]) expect((await judge({ status, body: login })).kind).toBe('none')
  })

  test('data', async () => {
    expect(await said({ status: 200, body: { html: login } })).toBe('none/ok guess')
    expect(await said({ status: 200, body: login, type: 'text/plain' })).not.toContain('certain')
  })
})

describe('roles', () => {
  test('a sign-in that answers with its page is not told to sign in', async () => {
    for (const status of [200, 401, 403]) {
      expect((await judge({ status, body: login, role: 'sign-in', conventions: [loginPage()] })).reason).not.toBe(
        'login-page',
      )
    }
  })

  test('given an integration route, when a login page comes, then it may be the third party’s', async () => {
    expect(await said({ status: 200, body: login, integration: 'mail' })).toBe(
      'third-party-key-invalid/key-invalid likely',
    )
  })

  test('who sent a password is not told to sign in', async () => {
    expect((await judge({ status: 401, body: login, sent: 'Basic x' })).kind).toBe('credentials-rejected')
  })
})

describe('redirects', () => {
  test.each([
    'https://app.test/login',
    'https://app.test/login?next=/x',
    'https://app.test/users/sign_in',
    'https://app.test/Account/LogOn.aspx',
    'https://app.test/wp-login.php',
    'https://app.test/form/login.html;jsessionid=1',
    'https://app.test/oauth2/start',
    'https://app.test/auth/realms/x/protocol/openid-connect/auth',
    'https://app.test/saml2/x',
    'https://login.example.com/x',
    'https://accounts.example.com/',
    'https://acme.okta.com/app',
    'https://app.test/.auth/x',
  ])('to %s', async (url) => {
    expect(await redirected(url)).toMatch(/^reauthenticate\/login-redirect likely/)
    expect(await redirected(url, {}, 'text/html')).toMatch(/^reauthenticate\/login-redirect likely/)
  })

  test('tell where, if it is ours', async () => {
    expect(await redirected('https://app.test/login?next=secret')).toBe(
      'reauthenticate/login-redirect likely https://app.test/login',
    )
  })

  test.each([
    'https://app.test/login-attempts',
    'https://app.test/blog-in/x',
    'https://app.test/logins',
    'https://app.test/assigning',
    'https://app.test/v2/x',
  ])('to %s is data: as a guess it would sign people out', async (url) => {
    expect(await redirected(url)).toBe('none/ok guess')
  })

  test('to data are data', async () => {
    expect(await redirected('https://app.test/login', { body: { ok: 1 } })).toBe('none/ok guess')
  })

  test('that were asked for', async () => {
    expect(await redirected('https://app.test/login/', {}, '*/*', 'https://app.test/login')).toBe('none/ok guess')
  })
})

describe('an address to sign in at', () => {
  test.each<[string, Exchange]>([
    ['Location of a 401', { status: 401, headers: { location: 'https://app.test/auth/login?rd=x' } }],
    ['X-Auth-Redirect-URL', { status: 403, headers: { 'x-auth-redirect-url': '/login' } }],
    ['a member', { status: 403, body: { detail: { extra: { loginUrl: '/auth/login/acme/' } } } }],
    ['a redirect for the client', { status: 401, body: { redirect: '/sign-in?next=/' } }],
  ])('%s', async (_name, exchange) => {
    expect(await said(exchange)).toBe('reauthenticate/login-redirect likely')
  })

  test('a place that is none', async () => {
    expect(await said({ status: 403, body: { location: 'Berlin', redirect: '/home' } })).toBe(
      'forbidden/permission guess',
    )
  })
})

test.each(['<input ', '<meta refresh ', '<form ', '<script', '<script>', 'location="', '<input type=', 'name='])(
  'takes time in line with the length of a page of %s',
  (part) =>
    expectLinearTime(
      (body) => judge({ status: 403, body, conventions: [loginPage()] }),
      (size) => `<html>${part.repeat(size / part.length)}`,
      64_000,
    ),
)
