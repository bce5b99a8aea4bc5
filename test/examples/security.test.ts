import { createServer, request, type Server } from 'node:http'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerErrors } from '../../examples/server/http/answer-errors.ts'
import { askMeteo, type MeteoRefusal } from '../../examples/server/meteo/meteo-client.ts'
import { Relay, relayed } from '../../examples/server/relay.ts'
import { createSignInLimit } from '../../examples/server/session/sign-in-limit.ts'
import { startServer, type RunningServer } from '../../examples/server/start-server.ts'
import { createClient, portOf, problemType, rawGet, signIn } from './client.ts'

let server: RunningServer

beforeEach(async () => {
  server = await startServer()
})

afterEach(() => server.close())

/** Sends with `node:http`, which sends the `Host` that a test names. */
async function statusFor(url: string, headers: Record<string, string>, method = 'GET'): Promise<number | undefined> {
  const sent = request(url, { headers, method }).end()
  const [response] = await once(sent, 'response')
  response.resume()
  return response.statusCode
}

describe('sign-in', () => {
  const attempt = (username: string, password = 'wrong') =>
    createClient(server.url)('/api/session', { json: { username, password } })
  const statusesOf = async (usernames: readonly string[]) =>
    (await Promise.all(usernames.map((username) => attempt(username)))).map(({ status }) => status)

  it.each(['ada', 'nobody'])(
    'given 30 wrong passwords at once for %s, then ten are checked and the rest get 429',
    async (username) => {
      const statuses = await statusesOf(Array.from({ length: 30 }, () => username))
      expect(statuses.filter((status) => status === 401)).toHaveLength(10)
      expect(statuses.filter((status) => status === 429)).toHaveLength(20)
    },
  )

  it('given a user name that had its attempts, then the right password is refused too, with the seconds to wait', async () => {
    await statusesOf(Array.from({ length: 12 }, () => 'ada'))
    const { status, headers, body } = await attempt('ada', 'lovelace')
    expect([status, body.type]).toEqual([429, problemType('too-many-sign-ins')])
    expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0)
    expect((await attempt('grace', 'hopper')).status).toBe(201)
  })

  it('given one password for many user names, then the address is limited, and another address is not', () => {
    const limit = createSignInLimit()
    for (let count = 0; count < 50; count += 1) limit.countAttempt(`user-${count}`, '192.0.2.1')
    expect(() => limit.countAttempt('user-50', '192.0.2.1')).toThrow('refused with 429')
    expect(() => limit.countAttempt('user-50', '192.0.2.2')).not.toThrow()
  })

  it('given Basic credentials for OpenMRS, then they count towards the same limit', async () => {
    const Authorization = `Basic ${btoa('ada:wrong')}`
    const answers = Array.from({ length: 12 }, () =>
      createClient(server.url)('/api/openmrs/session', { headers: { Authorization } }),
    )
    expect(new Set((await Promise.all(answers)).map(({ status }) => status))).toEqual(new Set([401, 429]))
    expect((await attempt('ada', 'lovelace')).status).toBe(429)
  })

  it('given right passwords, then no number of them is limited', async () => {
    for (let count = 0; count < 15; count += 1) expect((await attempt('ada', 'lovelace')).status).toBe(201)
  })

  it('given that the window has passed, then the user name may be tried again', () => {
    let now = 0
    const limit = createSignInLimit(() => now)
    const tries = () => {
      for (let count = 0; count < 10; count += 1) limit.countAttempt('ada', '::1')
    }
    tries()
    expect(() => limit.countAttempt('ada', '::1')).toThrow()
    now = 60_000
    expect(tries).not.toThrow()
  })
})

describe('a change that a page of another origin asks for', () => {
  const origin = 'http://localhost:1'
  const foreign: readonly (readonly [string, Record<string, string>])[] = [
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a sibling subdomain or another port', { 'Sec-Fetch-Site': 'same-site' }],
    ['another origin in a browser without Sec-Fetch-Site', { Origin: origin }],
    ['a sandboxed frame in such a browser', { Origin: 'null' }],
  ]

  it.each(foreign)(
    'given %s, then sign-in, sign-out and tokens are refused and nothing changed',
    async (_, headers) => {
      const client = createClient(server.url)
      const csrfToken = await signIn(client)
      const form = { grant_type: 'urn:example:grant-type:session' }
      const answers = [
        await client('/api/session', { json: { username: 'ada', password: 'lovelace' }, headers }),
        await client('/api/session', { method: 'DELETE', headers: { ...headers, 'X-CSRF-Token': csrfToken } }),
        await client('/api/openmrs/session', { method: 'DELETE', headers }),
        await client('/api/oauth/token', { form, headers }),
      ]
      const seen = answers.map(({ status, body }) => [status, body.type])
      expect(seen).toEqual(answers.map(() => [403, problemType('cross-site-request')]))
      expect((await client('/api/session')).body.authenticated).toBe(true)
    },
  )

  it.each([{ 'Sec-Fetch-Site': 'same-origin' }, {}])(
    'given our own page (%o), then a sign-out needs the CSRF token',
    async (headers) => {
      const client = createClient(server.url)
      const csrfToken = await signIn(client)
      for (const token of ['', 'guess']) {
        const { status, body } = await client('/api/session', {
          method: 'DELETE',
          headers: { ...headers, 'X-CSRF-Token': token },
        })
        expect([status, body.type]).toEqual([403, problemType('csrf-token-invalid')])
      }
      const right = { ...headers, Origin: server.url, 'X-CSRF-Token': csrfToken }
      expect((await client('/api/session', { method: 'DELETE', headers: right })).status).toBe(204)
    },
  )

  it('given a session that has ended already, then the sign-out needs no token and clears the cookie', async () => {
    const client = createClient(server.url)
    await signIn(client)
    await client('/api/debug/expire-session', { method: 'POST' })
    expect((await client('/api/session', { method: 'DELETE' })).status).toBe(204)
    expect(client.cookies.size).toBe(0)
  })
})

describe('the Host header', () => {
  it('given a name that is not ours (DNS rebinding), then nothing is answered', async () => {
    const { port } = new URL(server.url)
    for (const host of ['evil.example', `evil.example:${port}`, 'localhost', `localhost:${port}.evil.example`]) {
      for (const path of ['/', '/api/session', '/api/config']) {
        expect(await statusFor(`http://127.0.0.1:${port}${path}`, { host }), `${host} ${path}`).toBe(421)
      }
    }
    expect(await statusFor(`http://127.0.0.1:${port}/api/session`, { host: `LOCALHOST:${port}` })).toBe(200)
  })
})

describe('the headers of every answer', () => {
  let page: string

  beforeAll(async () => {
    page = await mkdtemp(join(tmpdir(), 'why401-page-'))
    await mkdir(join(page, 'page'))
    await writeFile(join(page, 'page', 'index.html'), '<!doctype html><title>Projects</title>')
  })

  afterAll(() => rm(page, { recursive: true }))

  const policyOf = (headers: Headers) =>
    new Map(
      (headers.get('Content-Security-Policy') ?? '').split('; ').map((directive) => {
        const [name = '', ...values] = directive.split(' ')
        return [name, values.join(' ')] as const
      }),
    )

  it('given pages, answers and refusals, then none may be framed, sniffed or given a base', async () => {
    const own = await startServer({ page })
    const client = createClient(own.url)
    for (const path of ['/', '/any/where', '/missing.js', '/api/session', '/api/projects', '/api/none']) {
      const { headers } = await client(path)
      expect(policyOf(headers).get('frame-ancestors'), path).toBe("'none'")
      expect(policyOf(headers).get('base-uri'), path).toBe("'none'")
      expect(headers.get('X-Content-Type-Options'), path).toBe('nosniff')
      expect(headers.get('Referrer-Policy'), path).toBe('same-origin')
      expect(headers.get('Strict-Transport-Security'), path).toBeNull()
    }
    await own.close()
  })

  it('given a page, then scripts come from our origin only, and Trusted Types are required', async () => {
    const own = await startServer({ page })
    const policy = policyOf((await createClient(own.url)('/')).headers)
    expect(policy.get('script-src')).toBe("'self'")
    expect(policy.get('require-trusted-types-for')).toBe("'script'")
    expect(policy.get('connect-src')).toBe(`'self' ${own.otherUrl}`)
    expect([...policy.values()].join(' ')).not.toMatch(/unsafe|\*/)
    await own.close()
  })

  it('given an answer that is no page, then nothing in it may run', async () => {
    expect(policyOf((await createClient(server.url)('/api/session')).headers).get('default-src')).toBe("'none'")
  })
})

describe('cookies', () => {
  it('given a value that holds =, then it is read whole', async () => {
    const id = (await signedInCookie(server.url)).split('=')[1] ?? ''
    const sent = async (cookie: string) =>
      (await createClient(server.url)('/api/session', { headers: { Cookie: cookie } })).body.authenticated
    expect(await sent(`other=a=b==; projects_session=${id}`)).toBe(true)
    // A reader that cuts values at the first = takes these for the right id.
    expect(await sent(`projects_session=${id}=`)).toBe(false)
    expect(await sent(`projects_session=${id}=x`)).toBe(false)
  })

  it('given https at a proxy, then cookies are Secure and __Host-, and browsers stay on https', async () => {
    const own = await startServer({ publicUrl: 'https://projects.example' })
    const headers = { host: 'projects.example', 'content-type': 'application/json' }
    const sent = request(`${own.url}/api/session`, { method: 'POST', headers })
    sent.end(JSON.stringify({ username: 'ada', password: 'lovelace' }))
    const [response] = await once(sent, 'response')
    response.resume()
    const [cookie] = response.headers['set-cookie']
    expect(cookie).toMatch(/^__Host-projects_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(response.headers['strict-transport-security']).toMatch(/^max-age=\d{7,}/)
    const session = await rawGet(`${own.url}/api/session`, { host: 'projects.example', cookie: cookie.split(';')[0] })
    expect(session.body.authenticated).toBe(true)
    // Plain http or a sibling subdomain could have set a cookie without the prefix: the server ignores it.
    const plain = cookie.split(';')[0].replace('__Host-', '')
    const planted = await rawGet(`${own.url}/api/session`, { host: 'projects.example', cookie: plain })
    expect(planted.body.authenticated).toBe(false)
    await own.close()
  })
})

async function signedInCookie(url: string): Promise<string> {
  const client = createClient(url)
  await signIn(client)
  return `projects_session=${client.cookies.get('projects_session')}`
}

describe('what a third party answers', () => {
  const hostile: MeteoRefusal = {
    reason: 'key-invalid',
    status: 401,
    challenge: 'Basic realm="Sign in to Projects"',
    contentType: 'text/html',
    body: '<script>alert(document.domain)</script>',
  }

  async function answering(
    handler: (app: ReturnType<typeof express>) => void,
  ): Promise<{ url: string; server: Server }> {
    const app = express()
    handler(app)
    const own = createServer(app.use(answerErrors)).listen(0, '127.0.0.1')
    await once(own, 'listening')
    return { url: `http://127.0.0.1:${portOf(own)}`, server: own }
  }

  it('given HTML and a Basic challenge, then the plain relay sends neither from our origin', async () => {
    const meteo = await answering((app) =>
      app.use((_req, res) => {
        res.status(401).type('html').set('WWW-Authenticate', hostile.challenge).send(hostile.body)
      }),
    )
    const ours = await answering((app) =>
      app.use(async () => {
        const answer = await askMeteo(meteo.url, 'key')
        if ('reason' in answer) throw relayed('401', answer, '')
      }),
    )
    const response = await fetch(ours.url)
    expect(response.status).toBe(401)
    expect(response.headers.get('Content-Type')).toMatch(/^text\/plain/)
    expect(response.headers.get('WWW-Authenticate')).toBeNull()
    for (const { server: each } of [meteo, ours]) each.close()
  })

  it(
    'given any answer and any way to relay it, then no type, challenge or realm of ours comes from the third party',
    { timeout: 60_000 },
    () => {
      const scheme = fc.constantFrom('Basic', 'Digest', 'NTLM', 'Negotiate', 'Bearer', 'bearer', 'Cookie', '')
      const realm = fc.constantFrom('meteo.example', 'projects', 'reports', 'x", Basic realm="y', 'x, Basic')
      const challenge = fc.oneof(
        fc.tuple(scheme, realm).map(([name, value]) => `${name} realm="${value}"`),
        fc.tuple(scheme, scheme).map(([one, two]) => `${one} realm="a", ${two} realm="b"`),
        fc.string({ unit: 'binary' }),
      )
      const refusal = fc.record({
        reason: fc.constantFrom('key-missing', 'key-invalid', 'key-expired', 'key-revoked'),
        status: fc.constant(401),
        challenge: fc.option(challenge, { nil: undefined }),
        contentType: fc.constantFrom(
          'text/html',
          'image/svg+xml',
          'application/xhtml+xml',
          'text/xml',
          'application/json',
        ),
        body: fc.oneof(fc.string(), fc.json(), fc.constant('<script>1</script>')),
      })
      fc.assert(
        fc.property(fc.constantFrom(...Relay.unwrap().options), refusal, (relay, answer: MeteoRefusal) => {
          const { contentType, headers } = relayed(relay, answer, 'https://projects.example/')
          const sent = String(headers['WWW-Authenticate'] ?? 'Bearer')
          return (
            /^(?:application\/(?:problem\+)?json|text\/plain)$/.test(contentType) &&
            /^bearer\b/i.test(sent) &&
            !/(?:basic|digest|ntlm|negotiate|cookie) |projects|reports/i.test(sent)
          )
        }),
      )
    },
  )
})
