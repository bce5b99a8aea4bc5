import { createHash, randomUUID } from 'node:crypto'
import { SignJWT, exportJWK, generateKeyPair, type JWTPayload } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../examples/server/start-server.ts'
import { bearer, createClient, exchange, press, signIn, type Answer, type Client } from './client.ts'

type Prove = (claims: JWTPayload, header?: Record<string, unknown>) => Promise<string>

let server: RunningServer
let client: Client
let prove: Prove

async function createProver(): Promise<Prove> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = await exportJWK(publicKey)
  const now = Math.floor(Date.now() / 1000)
  return (claims, header = {}) =>
    new SignJWT({ jti: randomUUID(), iat: now, ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header })
      .sign(privateKey)
}

beforeAll(async () => {
  server = await startServer()
  client = createClient(server.url)
  prove = await createProver()
  await signIn(client)
})

afterAll(() => server.close())

const atToken = () => ({ htm: 'POST', htu: `${server.url}/api/oauth/token` })
const boundTokens = async () => exchange(client, { DPoP: await prove(atToken()) })
const athOf = (token: string) => createHash('sha256').update(token).digest('base64url')
const atSigned = (token: string) => ({ htm: 'GET', htu: `${server.url}/api/reports/signed`, ath: athOf(token) })

const askSigned = (token: string, proof: string) =>
  client('/api/reports/signed', { headers: { Authorization: `DPoP ${token}`, DPoP: proof } })

async function nonceFor(token: string): Promise<string> {
  const { headers } = await askSigned(token, await prove(atSigned(token)))
  return headers.get('DPoP-Nonce') ?? ''
}

const seen = ({ status, body }: Answer) => [status, body.error]

describe('/api/reports/signed', () => {
  it('asks for a DPoP token', async () => {
    const { status, challenge } = await client('/api/reports/signed')
    expect([status, challenge]).toEqual([401, 'DPoP realm="reports", algs="ES256"'])
  })

  it('asks for a nonce, then answers (RFC 9449 §9)', async () => {
    const { access_token: token, token_type } = await boundTokens()
    expect(token_type).toBe('DPoP')
    const asked = await askSigned(token, await prove(atSigned(token)))
    expect(asked.challenge).toMatch(/^DPoP realm="reports", algs="ES256", error="use_dpop_nonce", error_description=/)
    const nonce = asked.headers.get('DPoP-Nonce') ?? ''
    expect(seen(asked)).toEqual([401, 'use_dpop_nonce'])
    const answered = await askSigned(token, await prove({ ...atSigned(token), nonce }))
    expect([answered.status, answered.headers.get('DPoP-Nonce')]).toEqual([200, nonce])
    await press(client, 'replace-dpop-nonce')
    const stale = await askSigned(token, await prove({ ...atSigned(token), nonce }))
    expect(seen(stale)).toEqual([401, 'use_dpop_nonce'])
    expect(stale.headers.get('DPoP-Nonce')).not.toBe(nonce)
  })

  it('refuses a proof that is used twice, or is for something else', async () => {
    const { access_token: token } = await boundTokens()
    const good = { ...atSigned(token), nonce: await nonceFor(token) }
    const proof = await prove(good)
    expect((await askSigned(token, proof)).status).toBe(200)
    const long = Math.floor(Date.now() / 1000) - 600
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    const bad = [
      proof,
      'nonsense',
      await prove({ ...good, htm: 'POST' }),
      await prove({ ...good, htu: `${server.otherUrl}/api/reports/signed` }),
      await prove({ ...good, ath: athOf('another') }),
      await prove({ ...good, iat: long }),
      await prove({ ...good, jti: '' }),
      await prove(good, { typ: 'JWT' }),
      await prove(good, { jwk: await exportJWK(privateKey) }),
    ]
    for (const one of bad) expect(seen(await askSigned(token, one))).toEqual([401, 'invalid_dpop_proof'])
    const query = { ...good, htu: `${good.htu}?ignored#too` }
    expect((await askSigned(token, await prove(query))).status).toBe(200)
  })

  it('refuses a token with the wrong key, of the wrong kind, or dead', async () => {
    const bound = (await boundTokens()).access_token
    const nonce = await nonceFor(bound)
    const thief = await createProver()
    expect(seen(await askSigned(bound, await thief({ ...atSigned(bound), nonce })))).toEqual([401, 'invalid_token'])
    const plain = (await exchange(client)).access_token
    expect(seen(await askSigned(plain, await prove({ ...atSigned(plain), nonce })))).toEqual([401, 'invalid_token'])
    const downgraded = await client('/api/reports', { headers: bearer(bound) })
    expect(seen(downgraded)).toEqual([401, 'invalid_token'])
    await press(client, 'expire-access-tokens')
    const dead = await askSigned(bound, await prove({ ...atSigned(bound), nonce }))
    expect(seen(dead)).toEqual([401, 'invalid_token'])
    expect(dead.challenge).toContain('error_description="The access token expired"')
  })
})

describe('/api/oauth/token with DPoP', () => {
  it('renews only for the same key', async () => {
    const { refresh_token } = await boundTokens()
    const form = { grant_type: 'refresh_token', refresh_token }
    const thief = await createProver()
    const attempt = (headers: Record<string, string>) => client('/api/oauth/token', { form, headers })
    expect(seen(await attempt({}))).toEqual([400, 'invalid_grant'])
    expect(seen(await attempt({ DPoP: await thief(atToken()) }))).toEqual([400, 'invalid_grant'])
    const renewed = await attempt({ DPoP: await prove(atToken()) })
    expect([renewed.status, renewed.body.token_type]).toEqual([200, 'DPoP'])
  })

  it('refuses a bad proof', async () => {
    const form = { grant_type: 'urn:example:grant-type:session' }
    const answer = await client('/api/oauth/token', { form, headers: { DPoP: 'nonsense' } })
    expect(seen(answer)).toEqual([400, 'invalid_dpop_proof'])
  })
})
