import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { Backend, Refresh } from './backend.ts'
import { readRequest, sendResponse, serve } from './respond.ts'

/** An identity provider whose access tokens the backend accepts. */
export interface Issuer {
  readonly url: string
  /** How often a refresh token was used. */
  readonly renewals: () => number
  readonly setRefresh: (refresh: Refresh) => void
  /** What the token endpoint gives for a code; `clientId` is the audience of the ID token. */
  readonly createTokens: (clientId: string, nonce?: string) => Promise<Tokens>
  /** What a user does who signs in at the authorization endpoint: the URL that the browser is sent back to. */
  readonly authorize: (url: string) => Promise<string>
}

export interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
  readonly id_token: string
  readonly token_type: 'Bearer'
  readonly expires_in: number
  readonly scope: string
  readonly user: typeof user
}

/** OpenID Connect as far as the SDKs ask for it: discovery, authorize, token, keys, userinfo; each at the end of any path. */
export async function startIssuer(backend: Backend, downStatus = 500): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'key', use: 'sig', alg: 'RS256' }] }
  const state = { refresh: 'works' as Refresh, renewals: 0, nonce: undefined as string | undefined }
  const sign = (claims: Readonly<Record<string, unknown>>): Promise<string> =>
    new SignJWT({ sub: 'ada', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'key' })
      .setIssuer(`${url}/`)
      .setIssuedAt()
      .setExpirationTime('1h')
      .setJti(randomUUID())
      .sign(privateKey)
  const createTokens = async (clientId: string, nonce?: string): Promise<Tokens> => {
    const access = await sign({ aud: 'api' })
    backend.accept(access)
    return {
      access_token: access,
      refresh_token: await sign({ typ: 'Refresh' }),
      id_token: await sign({ aud: clientId, name: 'Ada', ...(nonce !== undefined && { nonce }) }),
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'openid profile offline_access',
      user,
    }
  }
  const answerToken = async (form: URLSearchParams): Promise<Response> => {
    const isRefresh = form.get('grant_type') !== 'authorization_code'
    if (isRefresh) state.renewals += 1
    if (isRefresh && state.refresh === 'is down') return Response.json({}, { status: downStatus })
    if (isRefresh && state.refresh === 'is refused') {
      const body = { error: 'invalid_grant', error_description: 'The refresh token expired' }
      return Response.json(body, { status: 400 })
    }
    return Response.json(await createTokens(form.get('client_id') ?? '', isRefresh ? undefined : state.nonce))
  }
  const answer = async (request: Request): Promise<Response> => {
    const { pathname, searchParams, origin } = new URL(request.url)
    if (pathname.endsWith('/openid-configuration')) return Response.json(metadataOf(origin))
    if (pathname.endsWith('/jwks')) return Response.json(keys)
    if (pathname.endsWith('/userinfo')) return Response.json({ sub: 'ada' })
    if (pathname.endsWith('/user')) return Response.json(user)
    if (pathname.endsWith('/authorize')) {
      state.nonce = searchParams.get('nonce') ?? undefined
      const back = new URL(searchParams.get('redirect_uri') ?? origin)
      back.searchParams.set('code', 'code')
      back.searchParams.set('state', searchParams.get('state') ?? '')
      return Response.redirect(back, 302)
    }
    if (!pathname.endsWith('/token')) return new Response(null, { status: 404 })
    const form = new URLSearchParams(await request.text())
    for (const [name, value] of searchParams) form.set(name, value)
    return answerToken(form)
  }
  const url = await serve((incoming, outgoing) => {
    void readRequest(incoming).then(async (request) => sendResponse(await answer(request), outgoing))
  })
  return {
    url,
    renewals: () => state.renewals,
    setRefresh: (refresh) => {
      state.refresh = refresh
    },
    createTokens,
    authorize: async (at) => (await fetch(at, { redirect: 'manual' })).headers.get('location') ?? '',
  }
}

/** As Supabase has it. */
const user = { id: 'ada', email: 'ada@example.com' }

function metadataOf(origin: string) {
  return {
    issuer: `${origin}/`,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    jwks_uri: `${origin}/jwks`,
    userinfo_endpoint: `${origin}/userinfo`,
  }
}
