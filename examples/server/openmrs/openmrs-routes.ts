// oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 passes rejections on
import { Router, type Request, type Response } from 'express'
import { clearCookie, readCookie } from '../session/cookies.ts'
import { openmrsLogin } from './openmrs-login.ts'
import { notLoggedIn, privilegeMissing } from './openmrs-refusal.ts'
import type { Store } from '../store/store.ts'

export const patients = [
  { uuid: 'b2b1f3d0', display: '100GEJ - Mary Okafor' },
  { uuid: 'c9d7a1e4', display: '100GFR - Juan Pérez' },
]

const staff = [{ uuid: 'a4c2e6f8', display: 'grace' }]

/** All five steps of RESTWS-859; the refusals are in `openmrs-refusal.ts`. */
export function openmrsRoutes(store: Store): Router {
  const router = Router()

  async function requirePrivilege(req: Request, res: Response, privilege: string): Promise<void> {
    const login = await openmrsLogin(store, req, res)
    if (login === 'no-credentials' || login === 'dead-cookie') throw notLoggedIn(req, privilege)
    if (!login.privileges.includes(privilege)) throw privilegeMissing(privilege)
  }

  // As in OpenMRS, this endpoint answers 200 without a login too.
  router.get('/api/openmrs/session', async (req, res) => {
    const login = await openmrsLogin(store, req, res)
    if (typeof login === 'string') res.json({ authenticated: false })
    else res.json({ authenticated: true, user: { display: login.name, username: login.username } })
  })

  router.delete('/api/openmrs/session', (req, res) => {
    const id = readCookie(req, store.cookies.openmrs)
    if (id !== undefined) store.openmrsSessions.end(id)
    clearCookie(res, store.cookies.openmrs)
    res.status(204).end()
  })

  router.get('/api/openmrs/patient', async (req, res) => {
    await requirePrivilege(req, res, 'Get Patients')
    res.json({ results: patients })
  })

  router.get('/api/openmrs/user', async (req, res) => {
    await requirePrivilege(req, res, 'Get Users')
    res.json({ results: staff })
  })

  return router
}
