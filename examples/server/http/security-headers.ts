import type { NextFunction, Request, Response } from 'express'

/** For what is no page: nothing in it may run or be framed, whatever a browser takes it for. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** `includeSubDomains` is for the owner of the whole domain to decide. */
const HSTS = 'max-age=31536000'

/** Every answer has these, refusals included. */
export function securityHeaders(isHttps: boolean) {
  return (_req: Request, res: Response, next: NextFunction): void => {
    res.set({
      'Content-Security-Policy': NOTHING,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
      ...(isHttps && { 'Strict-Transport-Security': HSTS }),
    })
    next()
  }
}

/**
 * For the built pages: scripts, styles and requests of their own origin, and requests to `connectTo`. Trusted Types
 * turn
 * an assignment of text to `innerHTML` into an error; Vue's policy is named because Vue puts its compiled templates
 * there.
 */
export function pagePolicy(connectTo: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src ${["'self'", ...connectTo].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types vue',
  ].join('; ')
}
