// oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 passes rejections on
import { Router, type NextFunction, type Request, type Response } from 'express'
import { requireToken } from '../tokens/require-token.ts'
import type { Store } from '../store/store.ts'

/** Lets the main origin, and no other, read what the other port answers. */
export function cors(store: Store) {
  return (req: Request, res: Response, next: NextFunction): void => {
    res.vary('Origin')
    if (req.get('Origin') !== store.urls.url) {
      next()
      return
    }
    res.set({ 'Access-Control-Allow-Origin': store.urls.url, 'Access-Control-Allow-Credentials': 'true' })
    if (req.method === 'OPTIONS') {
      res.set({
        'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE',
        'Access-Control-Allow-Headers': 'Authorization, Content-Type, Disable-WWW-Authenticate, DPoP, X-CSRF-Token',
        'Access-Control-Max-Age': '600',
      })
      res.status(204).end()
      return
    }
    // `*` would not count, since credentials are sent. `?expose=0`, example only: what many servers forget.
    if (req.query.expose !== '0') res.set('Access-Control-Expose-Headers', 'WWW-Authenticate, DPoP-Nonce')
    next()
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
