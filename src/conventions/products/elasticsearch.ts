import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Elasticsearch and OpenSearch: they send typed exceptions. A blocked index is refused with 403, too.
 *
 * @example
 * classify(response, { conventions: [elasticsearch()] }) // 403 {"error":{"type":"security_exception"},"status":403}
 */
export function elasticsearch(): Convention {
  return conventionFromTables({
    name: 'elasticsearch',
    spec: 'Elasticsearch',
    when: ({ role }) => role !== 'integration',
    codes: {
      'permission 403': 'security_exception',
      unrelated: 'cluster_block_exception',
      'not-found': 'index_not_found_exception',
      'rate-limited': 'circuit_breaking_exception es_rejected_execution_exception',
    },
    sentences: {
      'no-credentials 401': ['missing authentication credentials for REST request', 'Authentication finally failed'],
    },
  })
}
