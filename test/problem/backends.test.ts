import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { classify, type ClassifyContext } from 'why401'
import { createExpressApp } from '../../examples/backends/express.ts'
import { createFastifyApp } from '../../examples/backends/fastify.ts'
import { createHonoApp } from '../../examples/backends/hono.ts'
import * as next from '../../examples/backends/next-routes.ts'

/** Else the adapter puts its own `Response` in place of the global one, for every test file of the worker. */
const keepsGlobals = { overrideGlobalObjects: false }

const nextRoutes: Readonly<Record<string, (request: Request) => Response | Promise<Response>>> = {
  'POST /api/session': next.createSession,
  'GET /api/me': next.readUser,
  'GET /api/reports': next.listReports,
  'GET /api/mail': next.listMail,
  'GET /openmrs/ws/rest/v1/patient': next.listPatients,
}

/** Next calls a handler with a `Request` and sends its `Response`; here a bridge does, so that Next need not be installed. */
const callNextRoute = (request: Request): Response | Promise<Response> =>
  nextRoutes[`${request.method} ${new URL(request.url).pathname}`]?.(request) ?? new Response(null, { status: 404 })

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

interface Running {
  readonly base: string
  readonly close: () => Promise<unknown>
}

const starts: Readonly<Record<string, () => Promise<Running>>> = {
  Express: () => startServer(createServer(createExpressApp())),
  Fastify: async () => {
    const app = createFastifyApp()
    return { base: await app.listen({ port: 0, host: '127.0.0.1' }), close: () => app.close() }
  },
  Hono: () => startServer(createAdaptorServer({ fetch: createHonoApp().fetch, ...keepsGlobals }) as Server),
  'Next route handlers': () => startServer(createAdaptorServer({ fetch: callNextRoute, ...keepsGlobals }) as Server),
}

async function startServer(server: Server): Promise<Running> {
  return { base: await listen(server), close: () => new Promise((resolve) => server.close(resolve)) }
}

interface Case {
  readonly title: string
  readonly path: string
  readonly init?: RequestInit & { readonly headers?: Record<string, string> }
  readonly context?: Pick<ClassifyContext, 'role' | 'integration'>
  readonly expected: object
}

const json = { 'content-type': 'application/json' }
const cases: readonly Case[] = [
  {
    title: 'nobody signed in',
    path: '/api/me',
    expected: { kind: 'reauthenticate', reason: 'no-credentials', status: 401 },
  },
  {
    title: 'a session that is over',
    path: '/api/mail',
    init: { headers: { cookie: 'sid=old' } },
    expected: { kind: 'reauthenticate', reason: 'session-expired', status: 401 },
  },
  {
    title: 'a wrong password',
    path: '/api/session',
    init: { method: 'POST', headers: json, body: '{"password":"x"}' },
    context: { role: 'sign-in' },
    expected: { kind: 'credentials-rejected', reason: 'wrong-credentials', status: 422 },
  },
  {
    title: 'a missing scope',
    path: '/api/reports',
    init: { headers: { cookie: 'sid=bob' } },
    expected: { kind: 'forbidden', reason: 'insufficient-scope', scope: 'reports:read', status: 403 },
  },
  {
    title: 'a key that the mail service refuses',
    path: '/api/mail',
    init: { headers: { cookie: 'sid=ada' } },
    expected: {
      kind: 'third-party-key-invalid',
      reason: 'key-invalid',
      integration: 'mail',
      status: 403,
      upstream: { status: 401 },
    },
  },
  {
    title: 'OpenMRS, wrong Basic credentials',
    path: '/openmrs/ws/rest/v1/patient',
    init: { headers: { authorization: 'Basic YTpi' } },
    expected: { kind: 'credentials-rejected', reason: 'wrong-credentials', status: 401 },
  },
  {
    title: 'OpenMRS, a dead cookie',
    path: '/openmrs/ws/rest/v1/patient',
    init: { headers: { cookie: 'JSESSIONID=dead' } },
    expected: { kind: 'reauthenticate', reason: 'session-expired', status: 401 },
  },
  {
    title: 'nothing to refuse',
    path: '/api/reports',
    init: { headers: { cookie: 'sid=ada' } },
    expected: { kind: 'none', reason: 'ok', status: 200 },
  },
]

describe.each(Object.entries(starts))('%s', (_name, start) => {
  let running: Running
  beforeAll(async () => {
    running = await start()
  })
  afterAll(() => running.close())

  test.each(cases.map((row) => [row.title, row] as const))('given %s → the verdict', async (_title, row) => {
    const { path, init = {}, context, expected } = row
    const response = await fetch(running.base + path, init)
    expect(response.headers.get('content-type')).toMatch(
      response.ok ? /^application\/json/ : /^application\/problem\+json/,
    )
    if (!response.ok) {
      const text = await response.clone().text()
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(JSON.parse(text)).toMatchObject({ status: response.status })
    }
    const request = { url: running.base + path, headers: init.headers ?? {}, method: init.method ?? 'GET' }
    expect(await classify(response, { ...context, request })).toMatchObject(expected)
  })
})
