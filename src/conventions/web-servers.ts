import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * Web servers, proxies and small daemons by their own pages and headers: Apache, HAProxy, squid, Monit, Transmission,
 * Prometheus (RFC 9110 §15.5.4 leaves the words to them).
 *
 * @example
 * classify(response, { conventions: [webServers()] }) // 403, X-Squid-Error: ERR_ACCESS_DENIED 0
 */
export function webServers(): Convention {
  return family({
    name: 'web-servers',
    headers: {
      'x-squid-error': {
        ERR_ACCESS_DENIED: { reason: 'policy', statuses: [403] },
        ERR_: { reason: 'server-error', statuses: [500, 502, 503, 504] },
      },
    },
    sentences: {
      "You don't have permission to access this resource.": { reason: 'permission', statuses: [403] },
      'Request forbidden by administrative rules.': { reason: 'permission', statuses: [403] },
      'You do not have sufficient privileges to access this page': { reason: 'permission', statuses: [403] },
      'Too many unsuccessful login attempts.': { reason: 'account-locked', statuses: [401, 403] },
      'requires admin privilege': { reason: 'permission', statuses: [403] },
      'returned HTTP status 401': { reason: 'key-invalid', statuses: [200], roles: ['integration'] },
      'returned HTTP status 403': { reason: 'key-insufficient', statuses: [200], roles: ['integration'] },
    },
  })
}
