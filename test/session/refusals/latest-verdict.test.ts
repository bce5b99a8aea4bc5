import { describe, expect, it } from 'vitest'
import { createAuth } from 'why401'
import { latestVerdict } from 'why401/session'

const refusals: Readonly<Record<string, () => Response>> = {
  '/token': () => new Response(null, { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }),
  '/scope': () =>
    new Response(null, {
      status: 403,
      headers: { 'www-authenticate': 'Bearer error="insufficient_scope", scope="admin"' },
    }),
  '/meteo': () =>
    Response.json(
      { type: 'https://app.example/problems/third-party-key-invalid', integration: 'meteo', reason: 'key-expired' },
      { status: 403, headers: { 'content-type': 'application/problem+json' } },
    ),
  '/export': () =>
    Response.json(
      { type: 'https://app.example/problems/third-party-key-invalid' },
      { status: 403, headers: { 'content-type': 'application/problem+json' } },
    ),
  '/radar': () =>
    Response.json(
      { type: 'https://app.example/problems/third-party-key-invalid', integration: 'radar', reason: 'key-expired' },
      { status: 403, headers: { 'content-type': 'application/problem+json' } },
    ),
  '/login': () => Response.json({ error: 'invalid_grant' }, { status: 400 }),
}

function app() {
  const auth = createAuth({
    tabs: false,
    origins: ['https://app.example'],
    routes: [{ path: '/login', role: 'sign-in' }],
    fetch: async (input) => refusals[new URL(input instanceof Request ? input.url : input).pathname]!(),
    renew: async () => 'declined',
  })
  return { auth, ask: (path: string) => auth.fetch(`https://app.example${path}`) }
}

const settled = {
  forbidden: '/scope',
  'credentials-rejected': '/login',
  'third-party-key-invalid': '/meteo',
  reauthenticate: '/token',
} as const

describe('latestVerdict', () => {
  for (const [kind, path] of Object.entries(settled) as [keyof typeof settled, string][]) {
    it(`has the newest ${kind} until it is dismissed`, async () => {
      const { auth, ask } = app()
      const seen: unknown[] = []
      const latest = latestVerdict(auth, kind)
      latest.subscribe((verdict) => seen.push(verdict?.kind))
      expect(latest.get()).toBeUndefined()
      await ask(path)
      expect(latest.get()).toMatchObject({ kind, url: `https://app.example${path}` })
      latest.dismiss()
      expect(latest.get()).toBeUndefined()
      expect(seen).toEqual([kind, undefined])
    })
  }

  it('a new key settles that of an integration without a name, for which the path stands', async () => {
    const { auth, ask } = app()
    const latest = latestVerdict(auth, 'third-party-key-invalid')
    latest.subscribe(() => {})
    await ask('/export')
    auth.integrationFixed('/else')
    expect(latest.get()).toMatchObject({ kind: 'third-party-key-invalid' })
    auth.integrationFixed('/export')
    expect(latest.get()).toBeUndefined()
  })

  for (const kind of ['forbidden', 'credentials-rejected', 'reauthenticate'] as const) {
    it(`a sign-in settles ${kind}`, async () => {
      const { auth, ask } = app()
      const latest = latestVerdict(auth, kind)
      latest.subscribe(() => {})
      await ask(settled[kind])
      expect(latest.get()).toBeDefined()
      auth.signedIn()
      expect(latest.get()).toBeUndefined()
    })
  }

  it('a renewal settles reauthenticate, while it was under way it could be seen', async () => {
    let finish: (outcome: 'renewed') => void = () => {}
    let good = false
    const auth = createAuth({
      tabs: false,
      origins: ['https://app.example'],
      fetch: async () => (good ? new Response('fine') : refusals['/token']!()),
      renew: () =>
        new Promise((resolve) => {
          finish = (outcome) => {
            good = true
            resolve(outcome)
          }
        }),
    })
    const latest = latestVerdict(auth, 'reauthenticate')
    latest.subscribe(() => {})
    const asked = new Promise((resolve) => {
      auth.on('reauthenticate', resolve)
    })
    const answer = auth.fetch('https://app.example/token')
    await asked
    expect(latest.get()?.reason).toBe('token-invalid')
    finish('renewed')
    expect((await answer).status).toBe(200)
    expect(latest.get()).toBeUndefined()
  })

  it('a sign-out settles forbidden', async () => {
    const { auth, ask } = app()
    const latest = latestVerdict(auth, 'forbidden')
    latest.subscribe(() => {})
    await ask('/scope')
    expect(latest.get()).toBeDefined()
    auth.signedOut()
    expect(latest.get()).toBeUndefined()
  })

  it('only its own integration, fixed, settles a broken key', async () => {
    const { auth, ask } = app()
    const latest = latestVerdict(auth, 'third-party-key-invalid')
    latest.subscribe(() => {})
    await ask('/radar')
    await ask('/meteo')
    auth.integrationFixed('radar')
    expect(latest.get()?.integration).toBe('meteo')
    auth.signedIn()
    expect(latest.get()?.integration).toBe('meteo')
    auth.integrationFixed('meteo')
    expect(latest.get()).toBeUndefined()
  })

  it('listens only while somebody is subscribed', async () => {
    const { auth, ask } = app()
    const latest = latestVerdict(auth, 'forbidden')
    await ask('/scope')
    expect(latest.get()).toBeUndefined()
    const offs = [latest.subscribe(() => {}), latest.subscribe(() => {})]
    offs[0]!()
    offs[0]!()
    await ask('/scope?again')
    auth.signedOut()
    const other = auth.fetch('https://app.example/scope', { method: 'POST' })
    await other
    expect(latest.get()).toBeDefined()
    latest.dismiss()
    offs[1]!()
    await auth.fetch('https://app.example/scope', { method: 'PUT' })
    expect(latest.get()).toBeUndefined()
  })

  it('forgets what nobody shows: what settles it meanwhile is not heard', async () => {
    const { auth, ask } = app()
    const latest = latestVerdict(auth, 'forbidden')
    const off = latest.subscribe(() => {})
    await ask('/scope')
    expect(latest.get()).toBeDefined()
    off()
    auth.signedIn()
    latest.subscribe(() => {})
    expect(latest.get()).toBeUndefined()
  })

  it('names an unknown kind', () => {
    const { auth } = app()
    expect(() => latestVerdict(auth, 'forbiden' as 'forbidden')).toThrow(
      new TypeError(
        'latestVerdict: unknown kind `forbiden`; known are reauthenticate, credentials-rejected, forbidden, third-party-key-invalid',
      ),
    )
  })
})
