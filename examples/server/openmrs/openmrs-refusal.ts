import type { Request } from 'express'
import { Refusal, challenge, type RefusalHeaders } from '../http/refusal.ts'

// The words and shapes are those of the OpenMRS REST module (BaseRestController, RestUtil.wrapErrorResponse,
// AuthorizationFilter); the challenges are those that RESTWS-859 recommends.

export const BASIC = challenge('Basic', { realm: 'OpenMRS at /api/openmrs' })
const COOKIE_ONLY = 'OpenMRS-Cookie'

/** Steps 1 and 5: no credentials, or a dead cookie. The Basic challenge tells the client that it may sign in. */
export function notLoggedIn(req: Request, privilege: string): Refusal {
  const both = req.query.order === 'cookie-first' ? `${COOKIE_ONLY}, ${BASIC}` : `${BASIC}, ${COOKIE_ONLY}`
  const message = `User is not logged in [Privileges required: ${privilege}]`
  return new Refusal(401, errorBody(message), challengeHeaders(req, both))
}

/** Step 2: the Basic credentials just sent are wrong. Without a Basic challenge no browser asks again. */
export function invalidCredentials(req: Request): Refusal {
  const message = 'Invalid credentials [Invalid username and/or password]'
  return new Refusal(401, errorBody(message), challengeHeaders(req, COOKIE_ONLY))
}

export function privilegeMissing(privilege: string): Refusal {
  const message = `User is logged in but doesn't have the relevant privilege [Privileges required: ${privilege}]`
  return new Refusal(403, errorBody(message))
}

export function malformedCredentials(): Refusal {
  return htmlRefusal(400, 'Bad Request', 'Invalid credentials provided')
}

/** The page that Tomcat makes of the filter's `sendError`. */
export function htmlRefusal(status: number, name: string, message: string): Refusal {
  const title = `HTTP Status ${status} – ${name}`
  const html = `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p><b>Message</b> ${message}</p></body></html>`
  return new Refusal(status, html, {}, 'text/html')
}

export function challengeHeaders(req: Request, value: string): RefusalHeaders {
  return req.get('Disable-WWW-Authenticate') === 'true' ? {} : { 'WWW-Authenticate': value }
}

export function errorBody(message: string): unknown {
  return { error: { message, code: 'org.openmrs.aop.AuthorizationAdvice:102', detail: '' } }
}
