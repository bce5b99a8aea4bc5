import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * InfluxDB 1.x, known by a header of its own: credentials may come in the query, where no page's own record shows them
 * (RFC 9110 §11.6.2 has another place for them).
 *
 * @example
 * classify(response, { conventions: [influxdb()] }) // 401 {"error":"authorization failed"}, X-Influxdb-Version
 */
export function influxdb(): Convention {
  return family
}

const family: Convention = /* @__PURE__ */ conventionFromTables({
  name: 'influxdb',
  spec: 'InfluxDB',
  when: ({ header, sent, role }) =>
    role !== 'integration' && sent.scheme !== 'bearer' && header('x-influxdb-version') !== undefined,
  sentences: {
    'wrong-credentials 401': ['authorization failed'],
    'no-credentials 401': ['unable to parse authentication credentials'],
  },
})
