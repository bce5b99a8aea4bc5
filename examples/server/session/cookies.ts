import { parseCookie } from 'cookie'
import type { CookieOptions, Request, Response } from 'express'

export interface Cookie {
  readonly name: string
  readonly options: CookieOptions
}

/**
 * A cookie that scripts cannot read. On https, `__Host-` makes browsers insist on `Secure`, `Path=/` and no `Domain`
 * (RFC 6265bis §4.1.3.2): another host of the site cannot set it, and plain http cannot carry it.
 */
export function createCookie(name: string, isHttps: boolean): Cookie {
  return {
    name: isHttps ? `__Host-${name}` : name,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps },
  }
}

export function readCookie(req: Request, { name }: Cookie): string | undefined {
  return parseCookie(req.headers.cookie ?? '')[name] || undefined
}

export function setCookie(res: Response, { name, options }: Cookie, value: string): void {
  res.cookie(name, value, options)
}

export function clearCookie(res: Response, { name, options }: Cookie): void {
  res.clearCookie(name, options)
}
