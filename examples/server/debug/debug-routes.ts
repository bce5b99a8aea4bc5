import { Router } from 'express'
import { problem } from '../http/refusal.ts'
import type { Store } from '../store/store.ts'
import type { ThirdParty } from '../meteo/third-party.ts'

/**
 * EXAMPLE ONLY. Each control makes the next request fail in one way. Anyone may use them; a real app has none.
 */
export function debugRoutes(store: Store, thirdParty: ThirdParty): Router {
  const router = Router()

  const controls = new Map<string, () => unknown>([
    ['expire-session', () => store.sessions.endAll()],
    ['expire-openmrs-session', () => store.openmrsSessions.endAll()],
    ['expire-csrf-token', () => store.sessions.replaceCsrfTokens()],
    ['expire-access-tokens', () => store.accessTokens.endAll('expired')],
    ['revoke-access-tokens', () => store.accessTokens.endAll('revoked')],
    ['revoke-refresh-tokens', () => store.refreshTokens.revokeAll()],
    ['replace-dpop-nonce', () => store.dpop.replaceNonce()],
    ['revoke-integration-key', () => store.meteoKeys.forEach((key) => thirdParty.revokeKey(key))],
    ['create-integration-key', () => ({ key: thirdParty.createKey() })],
  ])

  router.get('/api/debug/counts', (_req, res) => {
    res.json(store.counts)
  })

  router.post('/api/debug/:control', (req, res) => {
    const control = controls.get(req.params.control)
    if (!control) throw problem(404, 'not-found', 'There is no such control')
    res.json(control() ?? { done: req.params.control })
  })

  return router
}
