import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Jenkins: 403 to those who are not signed in, told apart by a header, and its crumbs (RFC 9110 §15.5.4).
 *
 * @example
 * classify(response, { conventions: [jenkins()] }) // 403, X-You-Are-Authenticated-As: anonymous
 */
export function jenkins(): Convention {
  return family
}

const family: Convention = /* @__PURE__ */ conventionFromTables({
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
