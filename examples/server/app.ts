import express, { type Express, type RequestHandler } from 'express'
import { answerErrors } from './http/answer-errors.ts'
import { cors, corsRoutes } from './http/cors.ts'
import { countRequests } from './debug/counts.ts'
import { debugRoutes } from './debug/debug-routes.ts'
import { integrationRoutes } from './meteo/integration-routes.ts'
import { openmrsClassicRoutes } from './openmrs/openmrs-classic-routes.ts'
import { openmrsRoutes } from './openmrs/openmrs-routes.ts'
import { notFound, servePages } from './http/page.ts'
import { projectRoutes } from './resources/project-routes.ts'
import { problem } from './http/refusal.ts'
import { reportRoutes } from './resources/report-routes.ts'
import { sameSiteOnly } from './http/same-origin.ts'
import { sessionRoutes } from './session/session-routes.ts'
import type { Store } from './store/store.ts'
import type { ThirdParty } from './meteo/third-party.ts'
import { tokenRoutes } from './tokens/token-routes.ts'

export function createApp(store: Store, thirdParty: ThirdParty, page: string | RequestHandler | undefined): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use((_req, res, next) => {
    res.set('X-Content-Type-Options', 'nosniff')
    next()
  })

  app.use('/api', (_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
  app.use(countRequests(store.counts), cors(store), sameSiteOnly, express.json({ limit: '16kb' }))

  // Where the page finds the other two servers.
  app.get('/api/config', (_req, res) => {
    res.json(store.urls)
  })
  app.use(sessionRoutes(store), projectRoutes(store))
  app.use(tokenRoutes(store), reportRoutes(store), corsRoutes(store))
  app.use(openmrsRoutes(store), openmrsClassicRoutes(store))
  app.use(integrationRoutes(store))
  app.use(debugRoutes(store, thirdParty))
  app.use('/api', () => {
    throw problem(404, 'not-found', 'There is no such endpoint')
  })

  if (page !== undefined) app.use(typeof page === 'string' ? servePages(page) : page)
  app.use((_req, res) => notFound(res))
  app.use(answerErrors)
  return app
}
