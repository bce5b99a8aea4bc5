import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * FastAPI: its security classes (403 for "not authenticated" before 0.122), the sentences of its own manual, and
 * fastapi-users (RFC 9110 §15.5.2 would have 401).
 *
 * @example
 * classify(response, { conventions: [fastapi()] }) // 403 {"detail":"Not authenticated"}
 */
export function fastapi(): Convention {
  return family
}

const family: Convention = /* @__PURE__ */ conventionFromTables({
  name: 'fastapi',
  spec: 'FastAPI',
  when: ({ body }) => body.format === 'json',
  codes: {
    'wrong-credentials': 'login_bad_credentials',
    'account-disabled': 'login_user_not_verified',
  },
  sentences: {
    'no-credentials 401 403': ['Not authenticated'],
    'token-invalid 401 403': ['Invalid authentication credentials', 'Could not validate credentials'],
    'wrong-credentials 400 401 403': ['Incorrect username or password', 'Incorrect email or password'],
    'account-disabled 400 401 403': ['Inactive user'],
    'insufficient-scope 401 403': ['Not enough permissions'],
    'permission 400 401 403': ["The user doesn't have enough privileges"],
  },
})
