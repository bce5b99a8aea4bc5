import type { NextFunction, Request, Response } from 'express'
import { problem } from './refusal.ts'

/**
 * Answers only to the names under which the app is served (RFC 9110 §7.4). Another site can let its own name point at
 * this server's address (DNS rebinding): to the browser, its pages then have the origin of what they ask.
 */
export function knownHostOnly(origins: () => readonly string[]) {
  return (req: Request, _res: Response, next: NextFunction): void => {
    const host = req.headers.host?.toLowerCase()
    if (!origins().some((origin) => new URL(origin).host === host)) {
      throw problem(421, 'unknown-host', 'This server does not serve that host')
    }
    next()
  }
}
