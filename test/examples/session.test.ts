import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../examples/server/start-server.ts'
import { createClient, press, problemType, rawGet, signIn } from './client.ts'

let server: RunningServer

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

describe('/api/session', () => {
  it('signs in with an HttpOnly cookie, tells who is there, signs out', async () => {
    const client = createClient(server.url)
    expect((await client('/api/session')).body).toEqual({ authenticated: false })
    const signedIn = await client('/api/session', { json: { username: 'ada', password: 'lovelace' } })
    expect(signedIn.status).toBe(201)
    expect(signedIn.headers.get('Set-Cookie')).toMatch(/^projects_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    const { body } = await client('/api/session')
    expect(body).toEqual(signedIn.body)
    expect(body).toMatchObject({ authenticated: true, user: { username: 'ada', name: 'Ada Lovelace' } })
    expect(body.csrfToken).toMatch(/^[\w-]{43}$/)
    const headers = { 'X-CSRF-Token': String(body.csrfToken) }
    expect((await client('/api/session', { method: 'DELETE', headers })).status).toBe(204)
    expect(client.cookies.size).toBe(0)
    expect((await client('/api/session')).body).toEqual({ authenticated: false })
  })

  it('changes the session id with each sign-in', async () => {
    const client = createClient(server.url)
    await signIn(client)
    const old = client.cookies.get('projects_session') ?? ''
    await signIn(client)
    client.cookies.set('projects_session', old)
    expect((await client('/api/projects')).body.type).toBe(problemType('session-expired'))
  })

  it('refuses a wrong password and an unknown user alike', async () => {
    const client = createClient(server.url)
    for (const username of ['ada', 'nobody', 'locked']) {
      const { status, type, challenge, body } = await client('/api/session', { json: { username, password: 'wrong' } })
      expect([status, type, challenge]).toEqual([401, 'application/problem+json', 'Cookie realm="projects"'])
      expect(body).toMatchObject({ type: problemType('wrong-credentials'), status: 401 })
    }
  })

  it('tells the owner of a locked account', async () => {
    const client = createClient(server.url)
    const { status, headers, body } = await client('/api/session', { json: { username: 'locked', password: 'locked' } })
    expect([status, headers.get('Retry-After')]).toEqual([403, '900'])
    expect(body).toMatchObject({ type: problemType('account-locked'), status: 403 })
    expect(client.cookies.size).toBe(0)
  })
})

describe('/api/projects', () => {
  it('tells nobody signed in from an expired session', async () => {
    const client = createClient(server.url)
    const nobody = await client('/api/projects')
    expect([nobody.status, nobody.type]).toEqual([401, 'application/problem+json'])
    expect(nobody.body).toMatchObject({ type: problemType('not-signed-in'), status: 401 })
    await signIn(client)
    expect((await client('/api/projects')).status).toBe(200)
    await press(client, 'expire-session')
    const expired = await client('/api/projects')
    expect([expired.status, expired.challenge]).toEqual([401, 'Cookie realm="projects"'])
    expect(expired.body).toMatchObject({ type: problemType('session-expired'), status: 401 })
    expect((await client('/api/session')).body).toEqual({ authenticated: false })
  })

  it('dresses the 401 as asked', async () => {
    const challengesOf = async (choice: string) => {
      const { status, lines } = await rawGet(`${server.url}/api/projects${choice}`)
      expect([status, lines('set-cookie')]).toEqual([401, []])
      return lines('www-authenticate')
    }
    expect(await challengesOf('')).toEqual(['Cookie realm="projects"'])
    expect(await challengesOf('?challenge=one')).toEqual(['Cookie realm="projects"'])
    expect(await challengesOf('?challenge=two')).toEqual(['Cookie realm="projects"', 'Bearer realm="projects"'])
    expect(await challengesOf('?challenge=none')).toEqual([])
  })

  it('creates with a CSRF token, and refuses without or with a dead one', async () => {
    const client = createClient(server.url)
    const token = await signIn(client)
    const create = (headers: Record<string, string>, name = 'Bees') =>
      client('/api/projects', { json: { name }, headers })
    const created = await create({ 'X-CSRF-Token': token })
    expect(created.status).toBe(201)
    expect((await client(created.headers.get('Location') ?? '')).body).toEqual(created.body)
    await press(client, 'expire-csrf-token')
    for (const headers of [{}, { 'X-CSRF-Token': token }, { 'X-CSRF-Token': 'guess' }]) {
      const { status, challenge, body } = await create(headers)
      expect([status, challenge]).toEqual([403, null])
      expect(body).toMatchObject({ type: problemType('csrf-token-invalid') })
    }
    const fresh = String((await client('/api/session')).body.csrfToken)
    expect((await create({ 'X-CSRF-Token': fresh })).status).toBe(201)
    expect((await create({ 'X-CSRF-Token': fresh }, ' ')).status).toBe(400)
    expect((await createClient(server.url)('/api/projects', { json: { name: 'x' } })).status).toBe(401)
  })

  it('has one that only grace may open, and one that is not there', async () => {
    const client = createClient(server.url)
    await signIn(client)
    const refused = await client('/api/projects/merger')
    expect([refused.status, refused.challenge]).toEqual([403, null])
    expect(refused.body).toMatchObject({
      type: problemType('permission-denied'),
      permission: 'projects:confidential',
    })
    expect((await client('/api/projects/none')).status).toBe(404)
    await signIn(client, 'grace', 'hopper')
    expect((await client('/api/projects/merger')).body).toEqual({ id: 'merger', name: 'Merger' })
  })

  it('does not grow without end', async () => {
    const own = await startServer()
    const client = createClient(own.url)
    const headers = { 'X-CSRF-Token': await signIn(client) }
    const statuses = new Set<number>()
    for (let n = 0; n < 100; n += 1) {
      statuses.add((await client('/api/projects', { json: { name: `p${n}` }, headers })).status)
    }
    expect([...statuses]).toEqual([201, 409])
    await own.close()
  })
})
