import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * Symfony and API Platform: the security component's message keys, LexikJWTAuthenticationBundle, refresh token bundles
 * (RFC 9110 §15.5.2 leaves the words to them).
 *
 * @example
 * classify(response, { conventions: [symfony()] }) // 401 {"code":401,"message":"Expired JWT Token"}
 */
export function symfony(): Convention {
  return family({
    name: 'symfony',
    spec: 'Symfony Security, AuthenticationException::getMessageKey()',
    sentences: {
      'JWT Token not found': 'no-credentials',
      'Expired JWT Token': 'token-expired',
      'Invalid JWT Token': 'token-invalid',
      'JWT Refresh Token Not Found': 'token-invalid',
      'Missing JWT Refresh Token': 'no-credentials',
      'Authentication credentials could not be found.': 'no-credentials',
      'Not privileged to request the resource.': { reason: 'permission', statuses: [403] },
      'Account is disabled.': 'account-disabled',
      'Account is locked.': 'account-locked',
      'Account has expired.': 'account-disabled',
      'Credentials have expired.': 'account-disabled',
      'Too many failed login attempts, please try again': 'account-locked',
      'No authentication provider found to support': 'no-credentials',
      'Access Denied.': { reason: 'permission', statuses: [403] },
    },
  })
}
