import { Refusal, challenge, type RefusalHeaders } from '../http/refusal.ts'

export interface OauthError {
  readonly error: string
  readonly error_description: string
  readonly scope?: string
  readonly acr_values?: string
  readonly max_age?: string
}

/**
 * A protected resource's refusal: the challenge and the body say the same, since some clients cannot read the
 * challenge.
 */
export function resourceRefusal(
  status: 401 | 403,
  scheme: 'Bearer' | 'DPoP',
  error: OauthError,
  headers: RefusalHeaders = {},
): Refusal {
  const parameters = { realm: 'reports', ...(scheme === 'DPoP' ? { algs: 'ES256' } : {}), ...error }
  return new Refusal(status, error, { 'WWW-Authenticate': challenge(scheme, parameters), ...headers })
}

/** The request has no token: then the challenge has no error code (RFC 6750 §3.1). */
export function tokenMissing(scheme: 'Bearer' | 'DPoP'): Refusal {
  const parameters = { realm: 'reports', ...(scheme === 'DPoP' ? { algs: 'ES256' } : {}) }
  const body = { message: 'An access token is needed' }
  return new Refusal(401, body, { 'WWW-Authenticate': challenge(scheme, parameters) })
}

/** The token endpoint's refusal (RFC 6749 §5.2). */
export function tokenEndpointRefusal(error: string, description: string): Refusal {
  return new Refusal(400, { error, error_description: description })
}
