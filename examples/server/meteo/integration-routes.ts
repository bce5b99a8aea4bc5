// oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 passes rejections on
import { Router, type Request } from 'express'
import { z } from 'zod'
import { invalidRequest } from '../http/answer-errors.ts'
import { askMeteo, type Weather } from './meteo-client.ts'
import { Relay, relayed } from '../relay.ts'
import { requireCsrfToken, requireSession } from '../session/require-session.ts'
import type { Store } from '../store/store.ts'

const NewKey = z.object({ key: z.string().regex(/^[\w-]{1,100}$/) })

export function integrationRoutes(store: Store): Router {
  const router = Router()

  /** Asks Meteo. `?relay=` chooses how the answer says that Meteo refused the key. */
  async function weatherWith(req: Request, key: string | undefined): Promise<Weather> {
    const relay = Relay.safeParse(req.query.relay)
    if (!relay.success) throw invalidRequest('relay must be one of 400 401 403 407 409 422 424 502 200')
    const answer = await askMeteo(store.urls.thirdPartyUrl, key)
    if ('weather' in answer) return answer.weather
    throw relayed(relay.data, answer, `${store.urls.url}/integrations/meteo`)
  }

  router.get('/api/integrations/meteo', (req, res) => {
    const { user } = requireSession(store, req)
    res.json({ integration: 'meteo', connected: store.meteoKeys.has(user.username) })
  })

  // The server tries the key before it stores it: a wrong key is refused at once and replaces nothing.
  router.put('/api/integrations/meteo', async (req, res) => {
    const session = requireSession(store, req)
    requireCsrfToken(session, req)
    const body = NewKey.safeParse(req.body)
    if (!body.success) throw invalidRequest('key is needed: letters, digits, - and _')
    await weatherWith(req, body.data.key)
    store.meteoKeys.set(session.user.username, body.data.key)
    res.json({ integration: 'meteo', connected: true })
  })

  router.delete('/api/integrations/meteo', (req, res) => {
    const session = requireSession(store, req)
    requireCsrfToken(session, req)
    store.meteoKeys.delete(session.user.username)
    res.status(204).end()
  })

  router.get('/api/integrations/meteo/forecast', async (req, res) => {
    const { user } = requireSession(store, req)
    res.json(await weatherWith(req, store.meteoKeys.get(user.username)))
  })

  return router
}
