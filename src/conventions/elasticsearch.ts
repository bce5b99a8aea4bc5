import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * Elasticsearch and OpenSearch: typed exceptions; a blocked index is refused with 403 too (RFC 9110 §15.5.4).
 *
 * @example
 * classify(response, { conventions: [elasticsearch()] }) // 403 {"error":{"type":"security_exception"},"status":403}
 */
export function elasticsearch(): Convention {
  return family({
    name: 'elasticsearch',
    spec: 'Elasticsearch, security',
    when: ({ role }) => role !== 'integration',
    codes: {
      security_exception: { reason: 'permission', statuses: [403] },
      cluster_block_exception: 'unrelated',
      index_not_found_exception: 'not-found',
      circuit_breaking_exception: 'rate-limited',
      es_rejected_execution_exception: 'rate-limited',
    },
    sentences: {
      'missing authentication credentials for REST request': { reason: 'no-credentials', statuses: [401] },
      'Authentication finally failed': { reason: 'no-credentials', statuses: [401] },
    },
  })
}
