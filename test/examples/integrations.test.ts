import { createServer } from 'node:http'
import { once } from 'node:events'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { askMeteo } from '../../examples/server/meteo/meteo-client.ts'
import { startServer, type RunningServer } from '../../examples/server/start-server.ts'
import { createClient, portOf, press, problemType, rawGet, signIn } from './client.ts'

const servers: RunningServer[] = []
let server: RunningServer
let client: ReturnType<typeof createClient>
let csrfToken: string

beforeEach(async () => {
  server = await startServer()
  servers.push(server)
  client = createClient(server.url)
  csrfToken = await signIn(client)
})

afterAll(() => Promise.all(servers.map((one) => one.close())))

const store = (key: unknown, query = '') =>
  client(`/api/integrations/meteo${query}`, { method: 'PUT', json: { key }, headers: { 'X-CSRF-Token': csrfToken } })
const forecast = (query = '') => client(`/api/integrations/meteo/forecast${query}`)

async function revoked(relay: string) {
  await store('meteo-good-key')
  await press(client, 'revoke-integration-key')
  return forecast(`?relay=${relay}`)
}

const typed = { code: 'INTEGRATION_KEY_INVALID', integration: 'meteo', reason: 'key-revoked' }

describe('Meteo, the third party', () => {
  it('has its own keys, challenge and body', async () => {
    const meteo = createClient(server.thirdPartyUrl)
    const good = await meteo('/v1/weather', { headers: { Authorization: 'Bearer meteo-good-key' } })
    expect([good.status, good.body.place]).toEqual([200, 'Reykjavík'])
    const bad = await meteo('/v1/weather', { headers: { Authorization: 'Bearer wrong' } })
    expect(bad.status).toBe(401)
    expect(bad.challenge).toBe(
      'Bearer realm="meteo.example", error="invalid_token", error_description="This API key is not known."',
    )
    expect(bad.body).toMatchObject({ error: { code: 'invalid_api_key', message: 'This API key is not known.' } })
    expect((await meteo('/v1/weather')).challenge).toBe('Bearer realm="meteo.example"')
  })
})

describe('/api/integrations/meteo', () => {
  it('stores a key that works, asks Meteo for real, forgets it', async () => {
    expect((await client('/api/integrations/meteo')).body).toEqual({ integration: 'meteo', connected: false })
    expect((await store('meteo-good-key')).status).toBe(200)
    expect((await client('/api/integrations/meteo')).body.connected).toBe(true)
    expect((await forecast()).body).toEqual({ place: 'Reykjavík', celsius: 4, sky: 'rain' })
    expect(server.counts['meteo GET /v1/weather']).toBe(2)
    const headers = { 'X-CSRF-Token': csrfToken }
    expect((await client('/api/integrations/meteo', { method: 'DELETE', headers })).status).toBe(204)
    expect((await forecast()).body.reason).toBe('key-missing')
  })

  it('refuses a wrong key at once, and keeps the old one', async () => {
    await store('meteo-good-key')
    const wrong = await store('not-a-key')
    expect(wrong.status).toBe(403)
    expect(wrong.body).toMatchObject({ type: problemType('third-party-key-invalid'), reason: 'key-invalid' })
    expect((await store('meteo-expired-key', '?relay=422')).body).toMatchObject({ ...typed, reason: 'key-expired' })
    expect((await store('not-a-key', '?relay=401')).challenge).toContain('realm="meteo.example"')
    expect((await forecast()).status).toBe(200)
    expect((await store('has space')).status).toBe(400)
    expect((await store(undefined)).status).toBe(400)
  })

  it('wants a CSRF token for changes', async () => {
    const put = await client('/api/integrations/meteo', { method: 'PUT', json: { key: 'meteo-good-key' } })
    expect(put.body.type).toBe(problemType('csrf-token-invalid'))
    const remove = await client('/api/integrations/meteo', { method: 'DELETE' })
    expect(remove.body.type).toBe(problemType('csrf-token-invalid'))
  })

  it('takes a new key after the old one was revoked', async () => {
    expect((await revoked('403')).status).toBe(403)
    const { key } = await press(client, 'create-integration-key')
    expect((await store(key)).status).toBe(200)
    expect((await forecast()).status).toBe(200)
  })
})

describe('/api/integrations/meteo/forecast', () => {
  it.each(['403', ''])('relay=%s: the recommended problem', async (relay) => {
    const { status, type, challenge, body } = await (relay ? revoked(relay) : forecast())
    expect([status, type, challenge]).toEqual([403, 'application/problem+json', null])
    expect(body).toEqual({
      type: problemType('third-party-key-invalid'),
      title: 'Meteo refused the API key that you stored',
      status: 403,
      integration: 'meteo',
      reason: relay ? 'key-revoked' : 'key-missing',
      manageUrl: `${server.url}/integrations/meteo`,
      upstream: { status: 401 },
    })
  })

  it('relay=401: the plain relay, with nothing of ours', async () => {
    const { status, challenge, body, text } = await revoked('401')
    expect(status).toBe(401)
    expect(challenge).toBe(
      'Bearer realm="meteo.example", error="invalid_token", error_description="This API key was revoked."',
    )
    expect(body).toEqual({
      error: { code: 'invalid_api_key', message: 'This API key was revoked.', reason: 'revoked' },
    })
    expect(text).not.toContain('integration')
  })

  it.each(['400', '409', '422', '424', '502'])('relay=%s: our own typed code', async (relay) => {
    const { status, challenge, type, body } = await revoked(relay)
    expect([status, challenge, type]).toEqual([Number(relay), null, 'application/json'])
    expect(body).toMatchObject(typed)
  })

  it('relay=407: our own typed code, which fetch in node (as in Chromium) never shows', async () => {
    await expect(revoked('407')).rejects.toThrow(TypeError)
    const Cookie = `projects_session=${client.cookies.get('projects_session')}`
    const { status, body } = await rawGet(`${server.url}/api/integrations/meteo/forecast?relay=407`, { Cookie })
    expect(status).toBe(407)
    expect(body).toMatchObject(typed)
  })

  it('relay=200: the error inside', async () => {
    const { status, body } = await revoked('200')
    expect(status).toBe(200)
    expect(body).toMatchObject({ ok: false, error: typed })
  })

  it('refuses a relay that it does not know', async () => {
    expect((await forecast('?relay=418')).body.type).toBe(problemType('invalid-request'))
  })

  it('gives our own 401 when our own session dies, whatever the relay', async () => {
    await store('meteo-good-key')
    await press(client, 'revoke-integration-key')
    await press(client, 'expire-session')
    for (const relay of ['401', '403', '200']) {
      const { status, challenge, body } = await forecast(`?relay=${relay}`)
      expect([status, challenge]).toEqual([401, 'Cookie realm="projects"'])
      expect(body.type).toBe(problemType('session-expired'))
    }
    expect(server.counts['meteo GET /v1/weather']).toBe(1)
  })

  it('does not blame the key when Meteo is down, broken or endless', async () => {
    const answers = ['not json', 'x'.repeat(20_000)]
    const broken = createServer((_req, res) => res.end(answers.shift())).listen(0, '127.0.0.1')
    await once(broken, 'listening')
    const port = portOf(broken)
    for (const url of [`http://127.0.0.1:${port}`, `http://127.0.0.1:${port}`, 'http://127.0.0.1:1']) {
      await expect(askMeteo(url, 'meteo-good-key')).rejects.toMatchObject({
        status: 502,
        body: { type: problemType('upstream-failed') },
      })
    }
    broken.close()
  })
})
