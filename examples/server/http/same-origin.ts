import type { NextFunction, Request, Response } from 'express'
import { problem } from './refusal.ts'

/**
 * Refuses changes that a page of another origin asks for, another port and a sibling subdomain included: the browser
 * sends our cookie along with a same-site request, so `SameSite` does not stop those.
 *
 * Browsers name the relation in `Sec-Fetch-Site`; older ones send `Origin` only. A request without both comes from no
 * page, and carries no cookie that its sender does not know.
 */
export function sameOriginOnly(origins: () => readonly string[]) {
  return (req: Request, _res: Response, next: NextFunction): void => {
    const isSafe = req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS'
    if (!isSafe && !isSameOrigin(req, origins())) {
      throw problem(403, 'cross-site-request', 'This request came from a page of another origin')
    }
    next()
  }
}

function isSameOrigin(req: Request, origins: readonly string[]): boolean {
  const site = req.get('Sec-Fetch-Site')
  // `none`: the user caused the request, no page did.
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = req.get('Origin')
  return origin === undefined || origins.includes(origin)
}
