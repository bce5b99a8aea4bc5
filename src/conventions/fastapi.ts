import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * FastAPI: its security classes (403 for "not authenticated" before 0.122), the sentences of its own manual, and
 * fastapi-users (RFC 9110 §15.5.2 would have 401).
 *
 * @example
 * classify(response, { conventions: [fastapi()] }) // 403 {"detail":"Not authenticated"}
 */
export function fastapi(): Convention {
  return family({
    name: 'fastapi',
    spec: 'FastAPI, fastapi.security',
    when: ({ body }) => body.format === 'json',
    codes: {
      login_bad_credentials: 'wrong-credentials',
      login_user_not_verified: 'account-disabled',
    },
    sentences: {
      'Not authenticated': { reason: 'no-credentials', statuses: [401, 403] },
      'Invalid authentication credentials': { reason: 'token-invalid', statuses: [401, 403] },
      'Could not validate credentials': { reason: 'token-invalid', statuses: [401, 403] },
      'Incorrect username or password': { reason: 'wrong-credentials', statuses: [400, 401, 403] },
      'Incorrect email or password': { reason: 'wrong-credentials', statuses: [400, 401, 403] },
      'Inactive user': { reason: 'account-disabled', statuses: [400, 401, 403] },
      'Not enough permissions': { reason: 'insufficient-scope', statuses: [401, 403] },
      "The user doesn't have enough privileges": { reason: 'permission', statuses: [400, 401, 403] },
    },
  })
}
