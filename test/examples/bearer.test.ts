import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccessTokens } from '../../examples/server/tokens/access-tokens.ts'
import { startServer, type RunningServer } from '../../examples/server/start-server.ts'
import { bearer, createClient, exchange, press, signIn, type Client } from './client.ts'

let server: RunningServer
let client: Client

beforeAll(async () => {
  server = await startServer()
  client = createClient(server.url)
  await signIn(client)
})

afterAll(() => server.close())

const refresh = (refresh_token: string) =>
  client('/api/oauth/token', { form: { grant_type: 'refresh_token', refresh_token } })

describe('/api/oauth/token', () => {
  it('exchanges the session for a JWT that lives a minute', async () => {
    const tokens = await exchange(client)
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 60, scope: 'reports:read reports:approve' })
    expect(decodeProtectedHeader(tokens.access_token)).toEqual({ alg: 'ES256', typ: 'at+jwt' })
    const claims = decodeJwt(tokens.access_token)
    expect(claims).toMatchObject({ sub: 'ada', acr: 'urn:example:acr:basic', scope: tokens.scope })
    expect(Number(claims.exp) - Number(claims.iat)).toBe(60)
  })

  it('rotates refresh tokens, and ends the family when one is used twice', async () => {
    const first = await exchange(client)
    const second = await refresh(first.refresh_token)
    expect(second.status).toBe(200)
    expect(second.headers.get('Cache-Control')).toBe('no-store')
    expect((await client('/api/reports', { headers: bearer(String(second.body.access_token)) })).status).toBe(200)
    const reused = await refresh(first.refresh_token)
    expect([reused.status, reused.challenge]).toEqual([400, null])
    expect(reused.body).toMatchObject({ error: 'invalid_grant' })
    expect((await refresh(String(second.body.refresh_token))).body.error).toBe('invalid_grant')
  })

  it('counts renewals by grant', async () => {
    const before = server.counts['grant refresh_token'] ?? 0
    await refresh((await exchange(client)).refresh_token)
    expect(server.counts['grant refresh_token']).toBe(before + 1)
  })

  it('refuses as RFC 6749 §5.2 says', async () => {
    const post = async (form: Record<string, string>) => {
      const { status, body } = await client('/api/oauth/token', { form })
      return [status, body.error]
    }
    expect(await post({ grant_type: 'password' })).toEqual([400, 'unsupported_grant_type'])
    expect(await post({})).toEqual([400, 'invalid_request'])
    expect(await post({ grant_type: 'refresh_token' })).toEqual([400, 'invalid_request'])
    expect(await post({ grant_type: 'refresh_token', refresh_token: 'made up' })).toEqual([400, 'invalid_grant'])
    const json = await client('/api/oauth/token', { json: { grant_type: 'refresh_token' } })
    expect([json.status, json.body.error]).toEqual([400, 'invalid_request'])
    const form = { grant_type: 'urn:example:grant-type:session' }
    const stranger = await createClient(server.url)('/api/oauth/token', { form })
    expect([stranger.status, stranger.body.error]).toEqual([400, 'invalid_grant'])
  })

  it('ends refresh tokens with the sign-out and by the debug control', async () => {
    const own = createClient(server.url)
    const csrfToken = await signIn(own)
    const { refresh_token } = await exchange(own)
    await own('/api/session', { method: 'DELETE', headers: { 'X-CSRF-Token': csrfToken } })
    expect((await refresh(refresh_token)).body.error).toBe('invalid_grant')
    const other = await exchange(client)
    await press(client, 'revoke-refresh-tokens')
    expect((await refresh(other.refresh_token)).body.error).toBe('invalid_grant')
  })
})

describe('/api/reports', () => {
  it('says nothing of an error when no token came (RFC 6750 §3.1)', async () => {
    const { status, challenge, body } = await client('/api/reports')
    expect([status, challenge]).toEqual([401, 'Bearer realm="reports"'])
    expect(body).toEqual({ message: 'An access token is needed' })
  })

  it.each([
    ['expire-access-tokens', 'The access token expired'],
    ['revoke-access-tokens', 'The access token was revoked'],
  ])('after %s: %s', async (control, error_description) => {
    const { access_token } = await exchange(client)
    const headers = bearer(access_token)
    expect((await client('/api/reports', { headers })).status).toBe(200)
    await press(client, control)
    const { status, challenge, body } = await client('/api/reports', { headers })
    expect(status).toBe(401)
    expect(challenge).toBe(`Bearer realm="reports", error="invalid_token", error_description="${error_description}"`)
    expect(body).toEqual({ error: 'invalid_token', error_description })
    expect((await client('/api/reports', { headers: bearer((await exchange(client)).access_token) })).status).toBe(200)
  })

  it('refuses tokens that are broken, forged or out of time', async () => {
    const foreign = await createAccessTokens()
    const grant = { username: 'ada', scope: 'reports:read', acr: '', authTime: 0 }
    for (const token of ['nonsense', await foreign.issue(grant)]) {
      const { status, body } = await client('/api/reports', { headers: bearer(token) })
      expect([status, body.error_description]).toEqual([401, 'The access token is not valid'])
    }
    const brief = await createAccessTokens(-1)
    expect(await brief.verify(await brief.issue(grant))).toBe('expired')
  })

  it('/finance names the scope that ada lacks and grace has', async () => {
    const { status, challenge, body } = await client('/api/reports/finance', {
      headers: bearer((await exchange(client)).access_token),
    })
    expect(status).toBe(403)
    expect(challenge).toMatch(/^Bearer realm="reports", error="insufficient_scope", .*, scope="finance:read"$/)
    expect(body).toMatchObject({ error: 'insufficient_scope', scope: 'finance:read' })
    const grace = createClient(server.url)
    await signIn(grace, 'grace', 'hopper')
    const allowed = await grace('/api/reports/finance', { headers: bearer((await exchange(grace)).access_token) })
    expect(allowed.status).toBe(200)
  })

  it('/:id/approve asks for a step-up, which a fresh sign-in and its renewals satisfy (RFC 9470)', async () => {
    const own = createClient(server.url)
    await signIn(own)
    const approve = (token: unknown, id = 'hours') =>
      own(`/api/reports/${id}/approve`, { method: 'POST', headers: bearer(String(token)) })
    const { status, challenge, body } = await approve((await exchange(own)).access_token)
    expect([status, body.error]).toEqual([401, 'insufficient_user_authentication'])
    expect(challenge).toBe(
      'Bearer realm="reports", error="insufficient_user_authentication", error_description="Approving a report needs a fresh sign-in", acr_values="urn:example:acr:fresh-password", max_age="300"',
    )
    await signIn(own, 'ada', 'lovelace', String(body.acr_values))
    const fresh = await exchange(own)
    expect((await approve(fresh.access_token)).body).toMatchObject({ id: 'hours', approvedBy: 'ada' })
    const renewed = await refresh(fresh.refresh_token)
    expect((await approve(renewed.body.access_token)).status).toBe(200)
    expect((await approve(fresh.access_token, 'none')).status).toBe(404)
  })
})
