import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * Directus' codes; its `FORBIDDEN` says nothing of whether somebody is signed in (Directus "Error codes"; RFC 9110 §15.5.4).
 *
 * @example
 * classify(response, { conventions: [directus()] }) // 403 {"errors":[{"extensions":{"code":"INVALID_TOKEN"}}]}
 */
export function directus(): Convention {
  return family({
    name: 'directus',
    spec: 'Directus error codes',
    // Its own codes stand in `errors[].extensions.code` only; a renewal without a token is a bad payload, too.
    when: ({ body, role }) => role !== 'renewal' && body.text.includes('"extensions"'),
    codes: {
      invalid_payload: { reason: 'invalid-request', statuses: [400] },
      user_suspended: 'account-disabled',
      invalid_otp: { reason: 'wrong-credentials', statuses: [401] },
      invalid_ip: 'policy',
      invalid_provider: 'invalid-request',
      requests_exceeded: 'rate-limited',
    },
  })
}
