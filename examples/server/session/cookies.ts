import type { CookieOptions, Request } from 'express'

export const SESSION_COOKIE = 'projects_session'
export const OPENMRS_COOKIE = 'JSESSIONID'

/** On https, add `secure: true` and name the cookie `__Host-…`. */
export const COOKIE: CookieOptions = { httpOnly: true, sameSite: 'lax', path: '/' }

export function readCookie(req: Request, name: string): string | undefined {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=')
    if (key === name && value) return value
  }
  return undefined
}
