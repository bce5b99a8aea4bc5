import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * Grafana: typed `messageId`s, its own API keys among them (RFC 9110 §15.5.2).
 *
 * @example
 * classify(response, { conventions: [grafana()] }) // 401 {"messageId":"session.token.rotate"}
 */
export function grafana(): Convention {
  return family({
    name: 'grafana',
    spec: 'Grafana, errutil',
    when: ({ role }) => role !== 'integration',
    codes: {
      'session.token.rotate': 'token-expired',
      'auth.unauthorized': 'no-credentials',
      'session.token-not-found': 'session-expired',
      'password-auth.failed': 'wrong-credentials',
      'api-key.invalid': 'token-invalid',
      'api-key.expired': 'token-expired',
      'api-key.revoked': 'token-revoked',
      'jwt.invalid': 'token-invalid',
      'user.sync.disabled': 'account-disabled',
      'auth.csrf': 'csrf',
    },
    sentences: {
      "You'll need additional permissions to perform this action": { reason: 'permission', statuses: [403] },
      'origin not allowed': { reason: 'csrf', statuses: [403] },
    },
  })
}
