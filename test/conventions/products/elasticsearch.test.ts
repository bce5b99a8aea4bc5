import { expect, test } from 'vitest'
import { type Exchange, said } from '../exchange.ts'
import { testOnIntegration } from '../test-family.ts'

const rows: readonly (readonly [string, Exchange, string])[] = [
  [
    'Elasticsearch, none',
    {
      status: 401,
      challenge: ['Basic realm="security", charset="UTF-8"', 'ApiKey'],
      body: {
        error: {
          root_cause: [],
          type: 'security_exception',
          reason: 'missing authentication credentials for REST request [/]',
        },
        status: 401,
      },
    },
    'reauthenticate/no-credentials likely',
  ],
  [
    'Elasticsearch, forbidden',
    {
      status: 403,
      body: {
        error: {
          type: 'security_exception',
          reason: 'action [indices:data/read/search] is unauthorized for user [joe]',
        },
        status: 403,
      },
    },
    'forbidden/permission certain',
  ],
  [
    'Elasticsearch, read-only index',
    {
      status: 403,
      body: {
        error: { type: 'cluster_block_exception', reason: 'index [x] blocked by: [FORBIDDEN/12/index read-only];' },
        status: 403,
      },
    },
    'none/unrelated certain',
  ],
]

test.each(rows)('%s', async (_name, exchange, verdict) => {
  expect((await said(exchange)).startsWith(verdict)).toBe(true)
})

test.each<[string, Exchange, string]>([
  [
    'no exception',
    { status: 403, body: { error: { type: 'parsing_exception' }, status: 403 } },
    'forbidden/permission guess',
  ],
  [
    'another code with the same end',
    { status: 403, body: { error: { type: 'my_security_exception' } } },
    'forbidden/permission guess',
  ],
])('%s is none of its', async (_name, exchange, verdict) => {
  expect(await said(exchange)).toBe(verdict)
})

testOnIntegration(rows)
