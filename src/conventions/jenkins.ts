import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * Jenkins: 403 to those who are not signed in, told apart by a header, and its crumbs (RFC 9110 §15.5.4).
 *
 * @example
 * classify(response, { conventions: [jenkins()] }) // 403, X-You-Are-Authenticated-As: anonymous
 */
export function jenkins(): Convention {
  return family({
    name: 'jenkins',
    spec: 'Jenkins, AccessDeniedException3',
    when: ({ role }) => role !== 'integration',
    headers: {
      'x-you-are-authenticated-as': { anonymous: 'no-credentials', '': { reason: 'permission', statuses: [403] } },
      'x-required-permission': { '': { reason: 'permission', statuses: [403], certainty: 'likely' } },
    },
    sentences: {
      'No valid crumb was included in the request': { reason: 'csrf', statuses: [403] },
      'You are authenticated as: anonymous': { reason: 'no-credentials', statuses: [403] },
      'Invalid password/token for user': { reason: 'wrong-credentials', statuses: [401] },
    },
  })
}
