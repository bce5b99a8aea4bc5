import { describe, expect, test } from 'vitest'
import { influxdb, standard } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

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
  test.each(cases)('%s', async (_case, exchange, expected) => {
    expect(await said({ ...exchange, conventions: [influxdb()] })).toBe(expected)
  })

  test.each(cases)('%s, among all: the same kind', async (_case, exchange, expected) => {
    expect((await said({ ...exchange, conventions: standard() })).split('/')[0]).toBe(expected.split('/')[0])
  })
})
