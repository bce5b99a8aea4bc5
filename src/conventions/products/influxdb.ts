import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * InfluxDB 1.x, which a header of its own tells. A request may carry its credentials in the query, so that the evidence
 * shows no credentials.
 *
 * @example
 * classify(response, { conventions: [influxdb()] }) // 401 {"error":"authorization failed"}, X-Influxdb-Version
 */
export function influxdb(): Convention {
  return conventionFromTables({
    name: 'influxdb',
    spec: 'InfluxDB',
    when: ({ header, sent, role }) =>
      role !== 'integration' && sent.scheme !== 'bearer' && header('x-influxdb-version') !== undefined,
    sentences: {
      'wrong-credentials 401': ['authorization failed'],
      'no-credentials 401': ['unable to parse authentication credentials'],
    },
  })
}
