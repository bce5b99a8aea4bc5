import { afterEach, expect, it } from 'vitest'
import { type Auth, createAuth } from 'why401'
import { mountDevtools } from 'why401/devtools'

/** Shapes of secrets; the number differs for each place. */
const shapes: Readonly<Record<string, (at: number) => string>> = {
  jwt: (at) => `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI${at}MTIzNDU2Nzg5MCJ9.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P`,
  stripe: (at) => `sk_live_${at}4eC39HqLyjWDarjtT1zdp7dc`,
  github: (at) => `ghp_${at}16C7e42F292c6912E7710c838347Ae178B4a`,
  google: (at) => `AIza${at}SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe`,
  slack: (at) => `xoxb-${at}123456789012-abcdefABCDEF`,
  hex: (at) => `${at}9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822`,
  base64: (at) => `${at}dGhpcyBpcyBhIHNlY3JldCB2YWx1ZQ==`,
}

const problem = (members: object, status = 403): Response =>
  Response.json(members, { status, headers: { 'content-type': 'application/problem+json' } })
const challenge = (value: string): Response =>
  new Response(null, { status: 401, headers: { 'www-authenticate': value } })

/** Places of an exchange where a secret may be: the request's URL, or a part of the answer. */
const places: Readonly<Record<string, (secret: string) => readonly [path: string, Response]>> = {
  'a path segment': (secret) => [`/reset/${secret}/confirm`, new Response(null, { status: 403 })],
  'the path of a request that waited': (secret) => [`/waits/${secret}`, challenge('Bearer error="invalid_token"')],
  'an encoded path segment': (secret) => [
    `/reset/${encodeURIComponent(secret).replaceAll('_', '%5F')}`,
    new Response(null, { status: 403 }),
  ],
  'a query': (secret) => [`/reports?token=${secret}`, new Response(null, { status: 403 })],
  'a realm': (secret) => ['/realm', challenge(`Bearer realm="${secret}"`)],
  'an error description': (secret) => [
    '/description',
    challenge(`Bearer realm="app", error="invalid_token", error_description="The token ${secret} expired"`),
  ],
  'an error code': (secret) => ['/code', challenge(`Bearer realm="app", error="${secret}"`)],
  'a scope': (secret) => ['/scope', challenge(`Bearer error="insufficient_scope", scope="${secret}"`)],
  'an acr': (secret) => [
    '/acr',
    challenge(`Bearer error="insufficient_user_authentication", acr_values="${secret}", max_age="1"`),
  ],
  'a nonce': (secret) => ['/nonce', challenge(`Digest realm="app", stale=true, nonce="${secret}"`)],
  'a scheme': (secret) => ['/scheme', challenge(`${secret.replace(/=+$/, '')} realm="app"`)],
  'a detail': (secret) => [
    '/detail',
    problem({ type: 'https://a.example/permission', detail: `Key ${secret} may not` }),
  ],
  'a member of a body': (secret) => [
    '/member',
    Response.json({ error: { [secret]: { code: secret } } }, { status: 401 }),
  ],
  'a code of a body': (secret) => [
    '/body',
    Response.json({ error: secret, code: secret, message: secret }, { status: 403 }),
  ],
  'an integration': (secret) => [
    '/mail',
    problem({ type: 'https://a.example/third-party-key-invalid', integration: secret, reason: 'key-expired' }),
  ],
  'an address to manage it': (secret) => [
    '/manage',
    problem({
      type: 'https://a.example/third-party-key-invalid',
      integration: 'mail',
      reason: 'key-expired',
      manageUrl: `${location.origin}/keys/${secret}?key=${secret}#${secret}`,
    }),
  ],
  'an upstream code': (secret) => [
    '/upstream',
    problem({ type: 'https://a.example/third-party-key-invalid', integration: 'mail', upstream: { code: secret } }),
  ],
  'a provider’s words': (secret) => [
    '/provider',
    Response.json(
      { error: { code: 'invalid_api_key', message: `Incorrect API key provided: ${secret}` } },
      { status: 401 },
    ),
  ],
  'a page': (secret) => [
    '/page',
    new Response(`<title>Sign in</title><form action="/login?t=${secret}"><input type="password" value="${secret}">`, {
      status: 401,
      headers: { 'content-type': 'text/html' },
    }),
  ],
}

let unmount: (() => void) | undefined
let auth: Auth | undefined

afterEach(() => {
  unmount?.()
  auth?.dispose()
})

/** Every text of the panel, with the attributes that are shown or read out. */
function shownText(root: ShadowRoot): string {
  const attributes = ['title', 'aria-label', 'href']
  const values = [...root.querySelectorAll('*')].flatMap((element) =>
    attributes.map((name) => element.getAttribute(name) ?? ''),
  )
  return [root.textContent ?? '', ...values].join('\n')
}

it.each(Object.keys(shapes))(
  'given a secret like %s anywhere in an exchange, then neither the panel nor a copy has it',
  async (shape) => {
    const secrets = Object.keys(places).map((_, at) => shapes[shape]!(at))
    const answers = new Map(Object.values(places).map((place, at) => place(secrets[at]!)))
    auth = createAuth({
      tabs: false,
      fetch: async (input) => {
        const { pathname, search } = new URL(input instanceof Request ? input.url : input, location.origin)
        return answers.get(pathname + search)?.clone() ?? new Response(null, { status: 204 })
      },
      renew: async () => 'declined',
    })
    const copied: string[] = []
    const { clipboard } = navigator
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void copied.push(text) },
    })
    unmount = mountDevtools(auth, { open: true, name: shapes[shape]!(999) })
    const root = document.querySelector('why401-devtools')!.shadowRoot!
    for (const path of answers.keys()) await auth.fetch(path)
    await expect.poll(() => root.querySelectorAll('.row').length).toBeGreaterThanOrEqual(answers.size)

    const texts = [shownText(root)]
    for (const row of root.querySelectorAll<HTMLButtonElement>('.row')) {
      row.click()
      texts.push(shownText(root))
      for (const button of root.querySelectorAll('button')) if (button.textContent.startsWith('Copy')) button.click()
    }
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard })

    expect(copied.length).toBeGreaterThan(answers.size)
    const everything = [...texts, ...copied].join('\n')
    const names = Object.keys(places)
    const leaks = secrets.flatMap((secret, at) =>
      // A beginning or an end of fourteen characters is a leak too.
      [secret, secret.slice(0, 14), secret.slice(-14)].some((part) => everything.includes(part)) ? [names[at]] : [],
    )
    expect(leaks).toEqual([])
    expect(everything).not.toContain(shapes[shape]!(999))
  },
)
