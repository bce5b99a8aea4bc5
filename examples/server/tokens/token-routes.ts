// oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 passes rejections on
import express, { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { Grant } from './access-tokens.ts'
import { findSession } from '../session/require-session.ts'
import { count } from '../debug/counts.ts'
import { DpopError, verifyProof } from './dpop.ts'
import { tokenEndpointRefusal } from './oauth-refusal.ts'
import type { Store } from '../store/store.ts'

/** An extension grant (RFC 6749 §4.5): the cookie session is the credential. */
export const SESSION_GRANT = 'urn:example:grant-type:session'

const TokenRequest = z.object({ grant_type: z.string(), refresh_token: z.string().max(200).optional() })

export function tokenRoutes(store: Store): Router {
  const router = Router()

  router.post('/api/oauth/token', express.urlencoded({ extended: false, limit: '8kb' }), async (req, res) => {
    const body = TokenRequest.safeParse(req.is('urlencoded') ? req.body : undefined)
    if (!body.success) throw tokenEndpointRefusal('invalid_request', 'grant_type is needed, form-encoded, once')
    const { grant_type, refresh_token } = body.data
    const jkt = await keyOf(store, req)
    if (grant_type === SESSION_GRANT) {
      count(store.counts, 'grant session')
      await exchangeSession(store, req, res, jkt)
    } else if (grant_type === 'refresh_token') {
      count(store.counts, 'grant refresh_token')
      await refresh(store, res, refresh_token, jkt)
    } else {
      throw tokenEndpointRefusal('unsupported_grant_type', 'This grant type is not known here')
    }
  })

  return router
}

// No CSRF token is needed: `sameOriginOnly` refuses pages of other origins, and they could not read the tokens.
async function exchangeSession(store: Store, req: Request, res: Response, jkt: string | undefined): Promise<void> {
  const session = findSession(store, req)
  if (!session) throw tokenEndpointRefusal('invalid_grant', 'There is no session, or it has expired')
  const { user, acr, authTime } = session
  const grant: Grant = { username: user.username, scope: user.scopes.join(' '), acr, authTime, jkt }
  await answerTokens(store, res, grant, store.refreshTokens.issue(grant, session.id))
}

async function refresh(store: Store, res: Response, token: string | undefined, jkt: string | undefined): Promise<void> {
  if (token === undefined) throw tokenEndpointRefusal('invalid_request', 'refresh_token is needed')
  const rotated = store.refreshTokens.rotate(token, jkt)
  if (!rotated) throw tokenEndpointRefusal('invalid_grant', 'The refresh token is not valid, or was used before')
  await answerTokens(store, res, rotated.grant, rotated.next)
}

async function answerTokens(store: Store, res: Response, grant: Grant, refreshToken: string): Promise<void> {
  res.json({
    access_token: await store.accessTokens.issue(grant),
    token_type: grant.jkt === undefined ? 'Bearer' : 'DPoP',
    expires_in: store.accessTokens.seconds,
    refresh_token: refreshToken,
    scope: grant.scope,
  })
}

/** With a DPoP proof, the tokens are bound to its key (RFC 9449 §5). */
async function keyOf(store: Store, req: Request): Promise<string | undefined> {
  const proof = req.get('DPoP')
  if (proof === undefined) return undefined
  try {
    return await verifyProof(store.dpop, proof, { method: 'POST', url: new URL(req.path, store.urls.url).href })
  } catch (error) {
    throw error instanceof DpopError ? tokenEndpointRefusal(error.code, error.message) : error
  }
}
