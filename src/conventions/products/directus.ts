import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Directus' codes; its `FORBIDDEN` says nothing of whether somebody is signed in (Directus "Error codes"; RFC 9110 §15.5.4).
 *
 * @example
 * classify(response, { conventions: [directus()] }) // 403 {"errors":[{"extensions":{"code":"INVALID_TOKEN"}}]}
 */
export function directus(): Convention {
  return family
}

const family: Convention = /* @__PURE__ */ conventionFromTables({
  name: 'directus',
  spec: 'Directus',
  // Its own codes stand in `errors[].extensions.code` only; a renewal without a token is a bad payload, too.
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
