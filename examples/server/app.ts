import express, { type Express, type RequestHandler } from 'express'
import { countRequests } from './debug/counts.ts'
import { debugRoutes } from './debug/debug-routes.ts'
import { answerErrors } from './http/answer-errors.ts'
import { allowMainOrigin, corsRoutes } from './http/cors.ts'
import { knownHostOnly } from './http/known-host.ts'
import { notFound, servePages } from './http/page.ts'
import { problem } from './http/refusal.ts'
import { sameOriginOnly } from './http/same-origin.ts'
import { pagePolicy, securityHeaders } from './http/security-headers.ts'
import { integrationRoutes } from './meteo/integration-routes.ts'
import type { ThirdParty } from './meteo/third-party.ts'
import { openmrsClassicRoutes } from './openmrs/openmrs-classic-routes.ts'
import { openmrsRoutes } from './openmrs/openmrs-routes.ts'
import { accessRequestRoutes } from './resources/access-request-routes.ts'
import { projectRoutes } from './resources/project-routes.ts'
import { reportRoutes } from './resources/report-routes.ts'
import { sessionRoutes } from './session/session-routes.ts'
import type { Store } from './store/store.ts'
import { tokenRoutes } from './tokens/token-routes.ts'

export function createApp(store: Store, thirdParty: ThirdParty, page: string | RequestHandler | undefined): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  // A proxy on this machine ends TLS: the client's address is in the header that it adds.
  if (store.isHttps) app.set('trust proxy', 'loopback')

  app.use(securityHeaders(store.isHttps))
  app.use('/api', (_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
  app.use(knownHostOnly(() => [store.urls.url, store.urls.otherUrl]))
  app.use(
    countRequests(store.counts),
    allowMainOrigin(store),
    sameOriginOnly(() => [store.urls.url]),
  )
  app.use(express.json({ limit: '16kb' }))

  // The page learns here where the other two servers are.
  app.get('/api/config', (_req, res) => {
    res.json(store.urls)
  })
  app.use(sessionRoutes(store), projectRoutes(store))
  app.use(tokenRoutes(store), reportRoutes(store), corsRoutes(store))
  app.use(openmrsRoutes(store), openmrsClassicRoutes(store))
  app.use(integrationRoutes(store), accessRequestRoutes())
  app.use(debugRoutes(store, thirdParty))
  app.use('/api', () => {
    throw problem(404, 'not-found', 'There is no such endpoint')
  })

  if (page !== undefined) {
    app.use(typeof page === 'string' ? servePages(page, () => pagePolicy([store.urls.otherUrl])) : asPage(page))
  }
  app.use((_req, res) => notFound(res))
  app.use(answerErrors)
  return app
}

/** A development server puts scripts of its own into its pages: it has no policy but that nothing frames them. */
function asPage(serve: RequestHandler): RequestHandler {
  return (req, res, next) => {
    res.set('Content-Security-Policy', "frame-ancestors 'none'")
    serve(req, res, next)
  }
}
