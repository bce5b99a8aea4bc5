import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startServer, type RunningServer } from '../../examples/server/start-server.ts'
import { createClient, press, rawGet, type Body } from './client.ts'

let server: RunningServer

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

const BASIC = 'Basic realm="OpenMRS at /api/openmrs"'
const quiet = { 'Disable-WWW-Authenticate': 'true' }

const basic = (username: string, password: string) => ({
  Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
})

const ErrorBody = z.object({ error: z.object({ message: z.string(), code: z.string(), detail: z.literal('') }) })
const messageOf = (body: Body) => ErrorBody.parse(body).error.message

describe('/api/openmrs', () => {
  it('step 1: no credentials: both challenges, in one line, in the order that was asked for', async () => {
    const client = createClient(server.url)
    const { status, body, type } = await client('/api/openmrs/patient')
    expect([status, type]).toEqual([401, 'application/json'])
    expect(body).toEqual({
      error: {
        message: 'User is not logged in [Privileges required: Get Patients]',
        code: expect.any(String),
        detail: '',
      },
    })
    const lines = async (query: string) => {
      const answer = await rawGet(`${server.url}/api/openmrs/patient${query}`)
      return answer.lines('www-authenticate')
    }
    expect(await lines('')).toEqual([`${BASIC}, OpenMRS-Cookie`])
    expect(await lines('?order=basic-first')).toEqual([`${BASIC}, OpenMRS-Cookie`])
    expect(await lines('?order=cookie-first')).toEqual([`OpenMRS-Cookie, ${BASIC}`])
  })

  it('step 2: wrong Basic credentials: no Basic challenge, and another body', async () => {
    const client = createClient(server.url)
    for (const path of ['/api/openmrs/patient', '/api/openmrs/session']) {
      const { status, challenge, body } = await client(path, { headers: basic('ada', 'wrong') })
      expect([status, challenge]).toEqual([401, 'OpenMRS-Cookie'])
      expect(messageOf(body)).toBe('Invalid credentials [Invalid username and/or password]')
    }
    expect((await client('/api/openmrs/patient', { headers: basic('locked', 'locked') })).status).toBe(401)
  })

  it('steps 3 and 4: right Basic starts a session, and its cookie is enough', async () => {
    const client = createClient(server.url)
    expect((await client('/api/openmrs/session')).body).toEqual({ authenticated: false })
    const { status, headers, body } = await client('/api/openmrs/session', { headers: basic('ada', 'lovelace') })
    expect([status, body.authenticated]).toEqual([200, true])
    expect(headers.get('Set-Cookie')).toMatch(/^JSESSIONID=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    expect((await client('/api/openmrs/patient')).body.results).toHaveLength(2)
    expect((await client('/api/openmrs/session')).body).toMatchObject({ user: { username: 'ada' } })
    expect((await client('/api/projects')).status).toBe(401)
    await client('/api/openmrs/session', { method: 'DELETE' })
    expect((await client('/api/openmrs/session')).body).toEqual({ authenticated: false })
  })

  it('step 5: a dead cookie: both challenges again', async () => {
    const client = createClient(server.url)
    await client('/api/openmrs/session', { headers: basic('ada', 'lovelace') })
    await press(client, 'expire-openmrs-session')
    const { status, challenge, body } = await client('/api/openmrs/patient')
    expect([status, challenge]).toEqual([401, `${BASIC}, OpenMRS-Cookie`])
    expect(messageOf(body)).toMatch(/^User is not logged in/)
    expect((await client('/api/openmrs/session')).body).toEqual({ authenticated: false })
    expect((await client('/api/openmrs/patient', { headers: basic('ada', 'lovelace') })).status).toBe(200)
  })

  it('a missing privilege is 403 without a challenge', async () => {
    const client = createClient(server.url)
    const { status, challenge, body } = await client('/api/openmrs/user', { headers: basic('ada', 'lovelace') })
    expect([status, challenge]).toEqual([403, null])
    expect(messageOf(body)).toBe(
      "User is logged in but doesn't have the relevant privilege [Privileges required: Get Users]",
    )
    expect((await client('/api/openmrs/user', { headers: basic('grace', 'hopper') })).status).toBe(200)
  })

  it('with Disable-WWW-Authenticate the body alone tells the steps apart', async () => {
    const client = createClient(server.url)
    const none = await client('/api/openmrs/patient', { headers: quiet })
    const wrong = await client('/api/openmrs/patient', { headers: { ...quiet, ...basic('ada', 'wrong') } })
    expect([none.status, none.challenge]).toEqual([401, null])
    expect([wrong.status, wrong.challenge]).toEqual([401, null])
    expect(messageOf(none.body)).toMatch(/^User is not logged in/)
    expect(messageOf(wrong.body)).toMatch(/^Invalid credentials/)
  })

  it('Basic that is no user and password is 400 in HTML', async () => {
    const headers = { Authorization: 'Basic bm9jb2xvbg==' }
    const { status, type, text } = await createClient(server.url)('/api/openmrs/patient', { headers })
    expect([status, type]).toEqual([400, 'text/html'])
    expect(text).toContain('Invalid credentials provided')
  })
})

describe('/api/openmrs-classic/patient', () => {
  it('answers 403 in HTML for an expired session', async () => {
    const client = createClient(server.url)
    expect((await client('/api/openmrs-classic/patient', { headers: basic('ada', 'lovelace') })).status).toBe(200)
    expect((await client('/api/openmrs-classic/patient')).status).toBe(200)
    await press(client, 'expire-openmrs-session')
    const { status, challenge, type, text } = await client('/api/openmrs-classic/patient')
    expect([status, challenge, type]).toEqual([403, null, 'text/html'])
    expect(text).toContain('Session timed out')
  })

  it('answers 401 for no and for wrong credentials alike', async () => {
    const client = createClient(server.url)
    for (const headers of [{}, basic('ada', 'wrong')]) {
      const { status, challenge, body } = await client('/api/openmrs-classic/patient', { headers })
      expect([status, challenge]).toEqual([401, BASIC])
      expect(messageOf(body)).toMatch(/^User is not logged in/)
    }
    expect((await client('/api/openmrs-classic/patient', { headers: quiet })).challenge).toBeNull()
  })
})
