import type { Request } from 'express'
import type { Claims, TokenFault } from './access-tokens.ts'
import { DpopError, verifyProof } from './dpop.ts'
import { resourceRefusal, tokenMissing } from './oauth-refusal.ts'
import type { Refusal } from '../http/refusal.ts'
import type { Store } from '../store/store.ts'

type Scheme = 'Bearer' | 'DPoP'

const FAULTS: Record<TokenFault, string> = {
  expired: 'The access token expired',
  revoked: 'The access token was revoked',
  invalid: 'The access token is not valid',
}

/** RFC 6750. */
export async function requireToken(store: Store, req: Request, scope?: string): Promise<Claims> {
  const token = readToken(req, 'Bearer')
  if (token === undefined) throw tokenMissing('Bearer')
  const claims = await verify(store, token, 'Bearer')
  // A stolen bound token must not work as a bearer token (RFC 9449 §7.2).
  if (claims.cnf) throw invalidToken('Bearer', 'The access token is bound to a key and needs the DPoP scheme')
  requireScope(claims, scope, 'Bearer')
  return claims
}

/** RFC 9449: the request has a token, and a proof that its sender holds the token's key. */
export async function requireBoundToken(store: Store, req: Request, scope?: string): Promise<Claims> {
  const token = readToken(req, 'DPoP')
  if (token === undefined) throw tokenMissing('DPoP')
  const claims = await verify(store, token, 'DPoP')
  const jkt = await proofOf(store, req, token)
  if (claims.cnf?.jkt !== jkt) throw invalidToken('DPoP', 'The access token is not bound to the key of the proof')
  requireScope(claims, scope, 'DPoP')
  return claims
}

async function proofOf(store: Store, req: Request, accessToken: string): Promise<string> {
  const url = new URL(req.path, store.urls.url).href
  try {
    return await verifyProof(store.dpop, req.get('DPoP') ?? '', {
      method: req.method,
      url,
      accessToken,
      needsNonce: true,
    })
  } catch (error) {
    if (!(error instanceof DpopError)) throw error
    const headers = error.code === 'use_dpop_nonce' ? { 'DPoP-Nonce': store.dpop.nonce() } : {}
    throw resourceRefusal(401, 'DPoP', { error: error.code, error_description: error.message }, headers)
  }
}

async function verify(store: Store, token: string, scheme: Scheme): Promise<Claims> {
  const claims = await store.accessTokens.verify(token)
  if (typeof claims === 'string') throw invalidToken(scheme, FAULTS[claims])
  return claims
}

function requireScope(claims: Claims, scope: string | undefined, scheme: Scheme): void {
  if (scope === undefined || claims.scope.split(' ').includes(scope)) return
  const error_description = 'The access token does not have the scope that this needs'
  throw resourceRefusal(403, scheme, { error: 'insufficient_scope', error_description, scope })
}

function invalidToken(scheme: Scheme, error_description: string): Refusal {
  return resourceRefusal(401, scheme, { error: 'invalid_token', error_description })
}

function readToken(req: Request, scheme: Scheme): string | undefined {
  const [sent, token, ...rest] = (req.headers.authorization ?? '').split(' ')
  return sent?.toLowerCase() === scheme.toLowerCase() && token && rest.length === 0 ? token : undefined
}
