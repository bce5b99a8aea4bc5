import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type Auth, createAuth } from '../../src/index.ts'
import { createTraffic, type Traffic } from '../../examples/client/scenarios/traffic.ts'
import type { Row } from '../../examples/client/scenarios/traffic-row.ts'
import { waitWords, watchWaits } from '../../examples/client/scenarios/waits.ts'

const servers: Server[] = []
const auths: Auth[] = []

afterEach(async () => {
  for (const auth of auths.splice(0)) auth.dispose()
  for (const server of servers.splice(0)) {
    await new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
  }
})

/** A server that wants the token `fresh`; the integration's key is dead. */
async function startApi(): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === '/api/token') response.writeHead(200).end('{}')
    else if (request.headers.authorization !== 'Bearer fresh') {
      response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end()
    } else if (request.url?.startsWith('/api/integrations/meteo/forecast')) {
      const body = {
        type: '/problems/third-party-key-invalid',
        integration: 'meteo',
        reason: 'key-revoked',
        upstream: { status: 401 },
      }
      response.writeHead(403, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body))
    } else response.writeHead(200).end('[]')
  })
  servers.push(server)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function createApp(api: string, traffic: Traffic, token: string): Auth {
  let held = token
  const auth = createAuth({
    origins: [api],
    tabs: false,
    token: () => held,
    fetch: traffic.fetch,
    routes: [{ path: '/api/integrations/:integration/*', role: 'integration' }],
    renew: async ({ fetch }) => {
      await fetch(`${api}/api/token`, { method: 'POST' })
      held = 'fresh'
    },
  })
  traffic.listen(auth, () => false)
  auths.push(auth)
  return auth
}

const told = (rows: readonly Row[]): string[] =>
  rows.map((row) =>
    row.type === 'note'
      ? `${row.lane}: ${row.label}`
      : `${row.from} > ${row.to}: ${row.label.replaceAll('\u200B', '')}${row.count > 1 ? ` ×${row.count}` : ''}`,
  )

test('requests that are refused together are one arrow, and so are their refusals', async () => {
  const api = await startApi()
  const traffic = createTraffic(api)
  const auth = createApp(api, traffic, 'old')
  await Promise.all(Array.from({ length: 3 }, () => auth.fetch(`${api}/api/reports`)))
  const rows = told(traffic.rows.get())
  expect(rows.slice(0, 1)).toEqual(['page > api: GET /reports ×3'])
  expect(rows.filter((row) => row === 'page > api: POST /token')).toHaveLength(1)
  expect(rows).toContain('page > tabs: done here')
  expect(rows.at(-1)).toBe('api > page: 200')
  // Each of the three refusals is counted, in whichever order they came.
  const refused = traffic.rows.get().filter(({ label }) => label === '401 token-invalid')
  expect(refused.reduce((sum, row) => sum + (row.type === 'arrow' ? row.count : 0), 0)).toBe(3)
  expect(traffic.isAtRest()).toBe(true)
  // They were sent before the renewal, and it began another phase.
  const before = traffic.refusedIn(`GET ${api}/api/reports`)
  await auth.renew()
  expect(traffic.refusedIn(`GET ${api}/api/reports`)).toBe(before)
  expect(traffic.refusedIn(`POST ${api}/api/token`)).toBeUndefined()
})

test('what the API asked of a third party stands before its own answer', async () => {
  const api = await startApi()
  const traffic = createTraffic(api)
  const response = await createApp(api, traffic, 'fresh').fetch(`${api}/api/integrations/meteo/forecast?units=celsius`)
  expect(response.status).toBe(403)
  expect(told(traffic.rows.get())).toEqual([
    'page > api: GET /integrations/meteo/forecast',
    'api > far: with the stored key',
    'far > api: 401',
    'api > page: 403 key-revoked',
  ])
  expect(traffic.rows.get().map(({ far }) => far)).toContain('Meteo')
})

test('another origin is the lane at the right; what gets no answer says so', async () => {
  const [api, other] = [await startApi(), await startApi()]
  const traffic = createTraffic(api)
  await traffic.fetch(`${other}/api/me`, { method: 'post' })
  await expect(traffic.fetch('http://127.0.0.1:9/api/me')).rejects.toThrow(TypeError)
  expect(told(traffic.rows.get())).toEqual([
    'page > far: POST /me',
    'far > page: 401',
    'page > far: GET /me',
    'far > page: no answer',
  ])
  traffic.clear()
  expect(traffic.rows.get()).toEqual([])
})

test('who waits, for what, and for how long at most', async () => {
  const api = await startApi()
  const traffic = createTraffic(api)
  const auth = createApp(api, traffic, 'old')
  const waits = watchWaits([[auth, () => false]])
  const seen: string[] = []
  waits.subscribe((wait) => seen.push(wait === undefined ? 'nothing' : waitWords(wait, wait.since + 4200)))
  await Promise.all([auth.fetch(`${api}/api/reports`), auth.fetch(`${api}/api/projects`)])
  await expect.poll(() => seen.at(-1)).toBe('nothing')
  expect(seen).toContain('One request waits for a new token: 4 s, at most 5 minutes.')
  expect(waitWords({ count: 2, for: 'other-tab', since: 0 }, 61_000)).toBe(
    '2 requests wait for a sign-in in another tab: 61 s, at most 5 minutes.',
  )
})
