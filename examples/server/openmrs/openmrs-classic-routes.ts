// oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 passes rejections on
import { Router } from 'express'
import { openmrsLogin } from './openmrs-login.ts'
import { BASIC, challengeHeaders, errorBody, htmlRefusal } from './openmrs-refusal.ts'
import { patients } from './openmrs-routes.ts'
import { Refusal } from '../http/refusal.ts'
import type { Store } from '../store/store.ts'

/** OpenMRS before 2022: 401 for a failed sign-in, 403 for an expired session. */
export function openmrsClassicRoutes(store: Store): Router {
  const router = Router()

  router.get('/api/openmrs-classic/patient', async (req, res) => {
    // The old filter ignored wrong credentials: the answer is the same as for no credentials.
    const login = await openmrsLogin(store, req, res).catch((error: unknown) => {
      if (error instanceof Refusal) return 'no-credentials' as const
      throw error
    })
    if (login === 'dead-cookie') throw htmlRefusal(403, 'Forbidden', 'Session timed out')
    if (login === 'no-credentials') {
      const message = 'User is not logged in [Privileges required: Get Patients]'
      throw new Refusal(401, errorBody(message), challengeHeaders(req, BASIC))
    }
    res.json({ results: patients })
  })

  return router
}
