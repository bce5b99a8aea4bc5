import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router, type RequestHandler, type Response } from 'express'

/**
 * The built pages: the folder `page` at `/`, every other one under its own name. `policy` is their
 * Content-Security-Policy.
 */
export function servePages(folder: string, policy: () => string): Router {
  const router = Router()
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (name !== 'page') router.use(`/${name}`, servePage(join(folder, name), policy))
  }
  router.use(servePage(join(folder, 'page'), policy))
  return router
}

/** A built page: its files, and index.html for every address that the page itself routes. */
function servePage(folder: string, policy: () => string): Router {
  const router = Router()
  const setPolicy: RequestHandler = (_req, res, next) => {
    res.set('Content-Security-Policy', policy())
    next()
  }
  router.use(setPolicy, express.static(folder))
  router.use((req, res) => {
    const isNavigation = req.method === 'GET' && !/\.\w+$/.test(req.path)
    if (!isNavigation) {
      notFound(res)
      return
    }
    res.sendFile('index.html', { root: folder }, (error: unknown) => {
      if (error && !res.headersSent) notFound(res)
    })
  })
  return router
}

export function notFound(res: Response): void {
  res.status(404).type('html').send('<!doctype html><title>Not found</title><h1>Not found</h1>')
}
