import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../examples/server/start-server.ts'
import { createClient, portOf, press, signIn } from './client.ts'

let page: string
let server: RunningServer

beforeAll(async () => {
  page = await mkdtemp(join(tmpdir(), 'why401-page-'))
  for (const [name, title] of [
    ['page', 'Projects'],
    ['react', 'Projects in React'],
  ] as const) {
    await mkdir(join(page, name))
    await writeFile(join(page, name, 'index.html'), `<!doctype html><title>${title}</title>`)
    await writeFile(join(page, name, 'app.js'), 'export {}')
  }
  server = await startServer({ page })
})

afterAll(async () => {
  await server.close()
  await rm(page, { recursive: true })
})

describe('startServer', () => {
  it('tells its three addresses', async () => {
    const { body } = await createClient(server.url)('/api/config')
    expect(body).toEqual({ url: server.url, otherUrl: server.otherUrl, thirdPartyUrl: server.thirdPartyUrl })
    expect(new Set(Object.values(body)).size).toBe(3)
    expect(server.url).toMatch(/^http:\/\/localhost:\d+$/)
  })

  it('keeps servers apart', async () => {
    const second = await startServer()
    try {
      const [one, two] = [createClient(server.url), createClient(second.url)]
      await signIn(one)
      two.cookies.set('projects_session', one.cookies.get('projects_session') ?? '')
      expect((await two('/api/projects')).status).toBe(401)
      expect(second.counts).toEqual({ 'GET /api/projects': 1 })
    } finally {
      await second.close()
    }
    await expect(fetch(second.url)).rejects.toThrow()
  })

  it('refuses a port that is taken, and leaves nothing open', async () => {
    const port = Number(new URL(server.url).port)
    await expect(startServer({ thirdPartyPort: port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

describe('main.ts', () => {
  it('takes the next free port and prints one line', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')
    await once(squatter, 'listening')
    const port = portOf(squatter)
    const env = { ...process.env, PORT: String(port) }
    const child = spawn('node_modules/.bin/node', ['examples/server/main.ts'], { env })
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    await once(child.stdout, 'data')
    const url = /^why401 example: (http:\/\/localhost:\d+)\n$/.exec(out)?.[1] ?? ''
    expect(Number(new URL(url).port)).toBeGreaterThan(port)
    expect((await createClient(url)('/api/session')).body).toEqual({ authenticated: false })
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    squatter.close()
  })
})

describe('the page', () => {
  it('serves its files, and index.html for its own addresses', async () => {
    const client = createClient(server.url)
    expect((await client('/app.js')).text).toBe('export {}')
    for (const path of ['/', '/integrations/meteo']) {
      const { status, type, text } = await client(path)
      expect([status, type]).toEqual([200, 'text/html'])
      expect(text).toContain('<title>Projects</title>')
    }
  })

  it('serves every other page under its name', async () => {
    const client = createClient(server.url)
    for (const path of ['/react/', '/react/integrations/meteo']) {
      expect((await client(path)).text).toContain('<title>Projects in React</title>')
    }
    expect((await client('/react/app.js')).status).toBe(200)
    expect((await client('/react/missing.js')).status).toBe(404)
  })

  it('answers 404 for a missing asset, a wrong method and a missing page', async () => {
    const client = createClient(server.url)
    expect((await client('/missing.js')).status).toBe(404)
    expect((await client('/projects', { method: 'POST' })).status).toBe(404)
    const bare = await startServer()
    expect((await createClient(bare.url)('/')).status).toBe(404)
    const unbuilt = await startServer({ page: join(page, 'nowhere') })
    expect((await createClient(unbuilt.url)('/')).status).toBe(404)
    await Promise.all([bare.close(), unbuilt.close()])
  })
})

describe('every endpoint', () => {
  it('is counted, debug controls aside', async () => {
    const own = await startServer()
    const client = createClient(own.url)
    await client('/api/projects?challenge=none')
    await client('/api/projects')
    await press(client, 'expire-session')
    expect((await client('/api/debug/counts')).body).toEqual({ 'GET /api/projects': 2 })
    expect(own.counts).toEqual({ 'GET /api/projects': 2 })
    await own.close()
  })

  it('answers problems for what is not there, not readable or too large', async () => {
    const client = createClient(server.url)
    const missing = await client('/api/nothing')
    expect([missing.status, missing.type]).toEqual([404, 'application/problem+json'])
    expect((await client('/api/debug/nothing', { method: 'POST' })).status).toBe(404)
    expect((await client('/api/session', { json: { username: 'ada' } })).status).toBe(400)
    expect((await client('/api/session', { json: 'x'.repeat(20_000) })).status).toBe(413)
    const broken = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"password":"s3cret',
    })
    expect(broken.status).toBe(400)
    expect(await broken.text()).not.toContain('s3cret')
  })

  it('is never cached, does not say what it runs on, and changes nothing for another site', async () => {
    const client = createClient(server.url)
    const { headers } = await client('/api/session')
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('X-Powered-By')).toBeNull()
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    const forged = await client('/api/session', { method: 'DELETE', headers: { 'Sec-Fetch-Site': 'cross-site' } })
    expect(forged.status).toBe(403)
  })
})
