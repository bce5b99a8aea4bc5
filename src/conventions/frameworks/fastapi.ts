import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * FastAPI and fastapi-users. Before 0.122 the security classes answer 403 to a request without credentials; RFC 9110
 * §15.5.2 has 401 for it. Many apps use the sentences of the FastAPI manual.
 *
 * @example
 * classify(response, { conventions: [fastapi()] }) // 403 {"detail":"Not authenticated"}
 */
export function fastapi(): Convention {
  return conventionFromTables({
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
}
