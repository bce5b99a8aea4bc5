import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Jenkins: it answers 403 to a request without a login, too; a header tells the two apart. Its CSRF token is called
 * crumb.
 *
 * @example
 * classify(response, { conventions: [jenkins()] }) // 403, X-You-Are-Authenticated-As: anonymous
 */
export function jenkins(): Convention {
  return conventionFromTables({
    name: 'jenkins',
    spec: 'Jenkins',
    when: ({ role }) => role !== 'integration',
    headers: {
      'x-you-are-authenticated-as': {
        'no-credentials': ['anonymous'],
        'permission 403': [''],
      },
      'x-required-permission': { 'permission 403 likely': [''] },
    },
    sentences: {
      'csrf 403': ['No valid crumb was included in the request'],
      'no-credentials 403': ['You are authenticated as: anonymous'],
      'wrong-credentials 401': ['Invalid password/token for user'],
    },
  })
}
