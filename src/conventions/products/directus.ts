import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Directus, by its codes. Its `FORBIDDEN` is left out: Directus sends it with and without a login (Directus "Error
 * codes").
 *
 * @example
 * classify(response, { conventions: [directus()] }) // 403 {"errors":[{"extensions":{"code":"INVALID_TOKEN"}}]}
 */
export function directus(): Convention {
  return conventionFromTables({
    name: 'directus',
    spec: 'Directus',
    // Directus puts its codes into `errors[].extensions.code` only. To a renewal without a token it answers `INVALID_PAYLOAD`.
    when: ({ body, role }) => role !== 'renewal' && body.text.includes('"extensions"'),
    codes: {
      'invalid-request 400': 'invalid_payload',
      'account-disabled': 'user_suspended',
      'wrong-credentials 401': 'invalid_otp',
      policy: 'invalid_ip',
      'invalid-request': 'invalid_provider',
      'rate-limited': 'requests_exceeded',
    },
  })
}
