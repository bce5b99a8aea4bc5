import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Spring Security: error bodies carry the messages of its exceptions.
 *
 * @example
 * classify(response, { conventions: [spring()] }) // 403 {"message":"Full authentication is required to access this resource"}
 */
export function spring(): Convention {
  return conventionFromTables({
    name: 'spring',
    spec: 'Spring Security',
    sentences: {
      'no-credentials': [
        // Symfony has the same sentence, with a full stop.
        'Full authentication is required to access this resource',
        'An Authentication object was not found in the SecurityContext',
      ],
      'session-expired': ['Could not verify the provided CSRF token because your session was not found'],
      'session-expired 200 401 403': ['This session has been expired'],
      'token-expired': ['Jwt expired at '],
      'token-invalid': ['An error occurred while attempting to decode the Jwt'],
      'wrong-credentials sign-in': ['Bad credentials'],
      'account-disabled 400 401 403': ['User is disabled', 'User account has expired', 'User credentials have expired'],
      'account-locked': ['User account is locked'],
    },
  })
}
