import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Symfony and API Platform: the message keys of the security component, of LexikJWTAuthenticationBundle and of refresh
 * token bundles.
 *
 * @example
 * classify(response, { conventions: [symfony()] }) // 401 {"code":401,"message":"Expired JWT Token"}
 */
export function symfony(): Convention {
  return conventionFromTables({
    name: 'symfony',
    spec: 'Symfony Security',
    sentences: {
      'no-credentials': [
        'JWT Token not found',
        'Missing JWT Refresh Token',
        'Authentication credentials could not be found.',
        'No authentication provider found to support',
      ],
      'token-expired': ['Expired JWT Token'],
      'token-invalid': ['Invalid JWT Token', 'JWT Refresh Token Not Found'],
      'permission 403': ['Not privileged to request the resource.', 'Access Denied.'],
      'account-disabled': ['Account is disabled.', 'Account has expired.', 'Credentials have expired.'],
      'account-locked': ['Account is locked.', 'Too many failed login attempts, please try again'],
    },
  })
}
