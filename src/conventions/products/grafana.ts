import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Grafana: it sends a typed `messageId`, also for its own API keys.
 *
 * @example
 * classify(response, { conventions: [grafana()] }) // 401 {"messageId":"session.token.rotate"}
 */
export function grafana(): Convention {
  return conventionFromTables({
    name: 'grafana',
    spec: 'Grafana',
    when: ({ role }) => role !== 'integration',
    codes: {
      'token-expired': 'session.token.rotate api-key.expired',
      'no-credentials': 'auth.unauthorized',
      'session-expired': 'session.token-not-found',
      'wrong-credentials': 'password-auth.failed',
      'token-invalid': 'api-key.invalid jwt.invalid',
      'token-revoked': 'api-key.revoked',
      'account-disabled': 'user.sync.disabled',
      csrf: 'auth.csrf',
    },
    sentences: {
      'permission 403': ["You'll need additional permissions to perform this action"],
      'csrf 403': ['origin not allowed'],
    },
  })
}
