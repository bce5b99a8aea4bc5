import { describe } from 'vitest'
import { influxdb } from 'why401/conventions'
import type { Exchange } from '../exchange.ts'
import { testFamily } from '../test-family.ts'

const own = { 'x-influxdb-version': '1.8.10' }

describe('InfluxDB', () => {
  const cases: [string, Exchange, string][] = [
    [
      'a wrong password in the query',
      { status: 401, challenge: 'Basic realm="InfluxDB"', headers: own, body: { error: 'authorization failed' } },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'nothing sent',
      {
        status: 401,
        challenge: 'Basic realm="InfluxDB"',
        headers: own,
        body: { error: 'unable to parse authentication credentials' },
      },
      'reauthenticate/no-credentials likely',
    ],
    [
      'the words without its header',
      { status: 401, body: { error: 'authorization failed' } },
      'reauthenticate/no-credentials guess',
    ],
    [
      'a token',
      { status: 401, headers: own, body: { error: 'authorization failed' }, sent: 'Bearer x' },
      'reauthenticate/token-invalid guess',
    ],
    [
      'a relay on an integration route',
      {
        status: 401,
        challenge: 'Basic realm="InfluxDB"',
        headers: own,
        body: { error: 'authorization failed' },
        integration: 'metrics',
      },
      'third-party-key-invalid/key-invalid likely',
    ],
  ]
  testFamily(influxdb(), cases)
})
