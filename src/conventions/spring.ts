import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * Spring Security: the messages of its exceptions as error bodies carry them (RFC 9110 §15.5.2 leaves the words to it).
 *
 * @example
 * classify(response, { conventions: [spring()] }) // 403 {"message":"Full authentication is required to access this resource"}
 */
export function spring(): Convention {
  return family({
    name: 'spring',
    spec: 'Spring Security, messages.properties',
    sentences: {
      // Symfony says the same, with a full stop.
      'Full authentication is required to access this resource': 'no-credentials',
      'An Authentication object was not found in the SecurityContext': 'no-credentials',
      'Could not verify the provided CSRF token because your session was not found': 'session-expired',
      'This session has been expired': { reason: 'session-expired', statuses: [200, 401, 403] },
      'Jwt expired at ': 'token-expired',
      'An error occurred while attempting to decode the Jwt': 'token-invalid',
      'Bad credentials': { reason: 'wrong-credentials', roles: ['sign-in'] },
      'User is disabled': { reason: 'account-disabled', statuses: [400, 401, 403] },
      'User account is locked': 'account-locked',
      'User account has expired': { reason: 'account-disabled', statuses: [400, 401, 403] },
      'User credentials have expired': { reason: 'account-disabled', statuses: [400, 401, 403] },
    },
  })
}
