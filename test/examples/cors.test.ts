import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../examples/server/start-server.ts'
import { bearer, createClient, exchange, press, signIn } from './client.ts'

let server: RunningServer

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

const ask = (query: string, headers: Record<string, string> = {}) =>
  createClient(server.otherUrl)(`/api/cors/me${query}`, { headers: { Origin: server.url, ...headers } })

describe('the other origin', () => {
  it('lets the page read the challenge when it is exposed', async () => {
    const { status, challenge, headers } = await ask('?expose=1')
    expect([status, challenge]).toEqual([401, 'Bearer realm="reports"'])
    expect(headers.get('Access-Control-Allow-Origin')).toBe(server.url)
    expect(headers.get('Access-Control-Allow-Credentials')).toBe('true')
    expect(headers.get('Access-Control-Expose-Headers')).toContain('WWW-Authenticate')
    expect(headers.get('Vary')).toContain('Origin')
  })

  it('hides it with ?expose=0', async () => {
    const { status, challenge, headers } = await ask('?expose=0')
    expect([status, challenge]).toEqual([401, 'Bearer realm="reports"'])
    expect(headers.get('Access-Control-Allow-Origin')).toBe(server.url)
    expect(headers.get('Access-Control-Expose-Headers')).toBeNull()
  })

  it('answers a token, and refuses a dead one', async () => {
    const client = createClient(server.url)
    await signIn(client)
    const headers = bearer((await exchange(client)).access_token)
    const { status, body } = await ask('', headers)
    expect([status, body.username]).toEqual([200, 'ada'])
    await press(client, 'expire-access-tokens')
    expect((await ask('', headers)).body.error).toBe('invalid_token')
  })

  it('answers the preflight of the main origin only', async () => {
    const preflight = (origin: string) =>
      createClient(server.otherUrl)('/api/cors/me', {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'GET' },
      })
    const { status, headers } = await preflight(server.url)
    expect(status).toBe(204)
    expect(headers.get('Access-Control-Allow-Headers')).toContain('Authorization')
    expect(headers.get('Access-Control-Allow-Methods')).toContain('GET')
    for (const origin of ['http://evil.example', 'null', server.thirdPartyUrl]) {
      const refused = await preflight(origin)
      expect(refused.headers.get('Access-Control-Allow-Origin')).toBeNull()
      expect(refused.headers.get('Access-Control-Allow-Credentials')).toBeNull()
    }
  })
})
