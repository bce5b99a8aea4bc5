import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Web servers, proxies and daemons, by their own pages and headers: Apache, HAProxy, squid, Monit, Transmission and
 * Prometheus.
 *
 * @example
 * classify(response, { conventions: [webServers()] }) // 403, X-Squid-Error: ERR_ACCESS_DENIED 0
 */
export function webServers(): Convention {
  return conventionFromTables({
    name: 'web-servers',
    headers: {
      'x-squid-error': {
        'policy 403': ['ERR_ACCESS_DENIED'],
        'server-error 500 502 503 504': ['ERR_'],
      },
    },
    sentences: {
      'permission 403': [
        "You don't have permission to access this resource.",
        'Request forbidden by administrative rules.',
        'You do not have sufficient privileges to access this page',
        'requires admin privilege',
      ],
      'account-locked 401 403': ['Too many unsuccessful login attempts.'],
      'key-invalid 200 integration': ['returned HTTP status 401'],
      'key-insufficient 200 integration': ['returned HTTP status 403'],
    },
  })
}
