// oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 passes rejections on
import { Router } from 'express'
import { FRESH_ACR, FRESH_SECONDS } from '../session/acr.ts'
import type { Claims } from '../tokens/access-tokens.ts'
import { resourceRefusal } from '../tokens/oauth-refusal.ts'
import { problem } from '../http/refusal.ts'
import { requireBoundToken, requireToken } from '../tokens/require-token.ts'
import type { Store } from '../store/store.ts'

const reports = [
  { id: 'hours', title: 'Hours worked', amount: '412 hours' },
  { id: 'travel', title: 'Travel costs', amount: '3870 €' },
]

export function reportRoutes(store: Store): Router {
  const router = Router()

  router.get('/api/reports', async (req, res) => {
    await requireToken(store, req, 'reports:read')
    res.json(reports)
  })

  router.get('/api/reports/finance', async (req, res) => {
    await requireToken(store, req, 'finance:read')
    res.json({ id: 'finance', title: 'Finance', balance: 1815 })
  })

  router.get('/api/reports/signed', async (req, res) => {
    await requireBoundToken(store, req, 'reports:read')
    // The nonce goes with a success too: the client then has the new one before it is refused (RFC 9449 §8.2).
    res.set('DPoP-Nonce', store.dpop.nonce()).json({ id: 'signed', title: 'For the holder of one key' })
  })

  router.post('/api/reports/:id/approve', async (req, res) => {
    const claims = await requireToken(store, req, 'reports:approve')
    requireFreshSignIn(claims)
    const report = reports.find(({ id }) => id === req.params.id)
    if (!report) throw problem(404, 'not-found', 'There is no such report')
    res.json({ ...report, approvedBy: claims.sub })
  })

  return router
}

/** RFC 9470. */
function requireFreshSignIn(claims: Claims): void {
  const age = Date.now() / 1000 - claims.auth_time
  if (claims.acr === FRESH_ACR && age <= FRESH_SECONDS) return
  throw resourceRefusal(401, 'Bearer', {
    error: 'insufficient_user_authentication',
    error_description: 'Approving a report needs a fresh sign-in',
    acr_values: FRESH_ACR,
    max_age: String(FRESH_SECONDS),
  })
}
