// oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 passes rejections on
import cors, { type CorsOptions } from 'cors'
import { Router, type Request, type RequestHandler } from 'express'
import { requireToken } from '../tokens/require-token.ts'
import type { Store } from '../store/store.ts'

/** Lets pages of the main origin, and of no other, read what the other port answers. */
export function allowMainOrigin(store: Store): RequestHandler[] {
  const allow = cors<Request>((req, done) => {
    done(null, req.get('Origin') === store.urls.url ? optionsFor(req) : { origin: false })
  })
  return [
    // Also where the origin is not allowed: a cache must not give that answer to the main origin.
    (_req, res, next) => {
      res.vary('Origin')
      next()
    },
    allow,
  ]
}

function optionsFor({ query }: Request): CorsOptions {
  return {
    origin: true,
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Disable-WWW-Authenticate', 'DPoP', 'X-CSRF-Token'],
    maxAge: 600,
    // `*` does not count for a request with credentials. `?expose=0`, example only: many servers forget this header.
    exposedHeaders: query.expose === '0' ? [] : ['WWW-Authenticate', 'DPoP-Nonce'],
  }
}

export function corsRoutes(store: Store): Router {
  const router = Router()

  router.get('/api/cors/me', async (req, res) => {
    const { sub, scope } = await requireToken(store, req)
    res.json({ username: sub, scope })
  })

  return router
}
