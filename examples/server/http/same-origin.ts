import type { NextFunction, Request, Response } from 'express'
import { problem } from './refusal.ts'

/** Browsers say where a request comes from; a page of another site has no business changing anything here. */
export function sameSiteOnly(req: Request, _res: Response, next: NextFunction): void {
  const isSafe = req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS'
  if (!isSafe && req.get('Sec-Fetch-Site') === 'cross-site') {
    throw problem(403, 'cross-site-request', 'This request came from another site')
  }
  next()
}
