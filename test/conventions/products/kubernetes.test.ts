import { expect, test } from 'vitest'
import { type Exchange, said } from '../exchange.ts'
import { testOnIntegration } from '../test-family.ts'

const status = (reason: string, message: string, code: number): object => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message,
  reason,
  code,
})

const rows: readonly (readonly [string, Exchange, string])[] = [
  [
    'Kubernetes, no token',
    { status: 401, body: status('Unauthorized', 'Unauthorized', 401) },
    'reauthenticate/no-credentials certain',
  ],
  [
    'Kubernetes, bad token',
    { status: 401, sent: 'Bearer x', body: status('Unauthorized', 'Unauthorized', 401) },
    'reauthenticate/token-invalid certain',
  ],
  [
    'Kubernetes, anonymous',
    {
      status: 403,
      body: status(
        'Forbidden',
        'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope',
        403,
      ),
    },
    'reauthenticate/no-credentials likely',
  ],
  [
    'Kubernetes, forbidden',
    {
      status: 403,
      sent: 'Bearer x',
      body: status('Forbidden', 'pods is forbidden: User "alice" cannot list resource "pods"', 403),
    },
    'forbidden/permission certain',
  ],
  [
    'Kubernetes, busy',
    { status: 429, body: status('TooManyRequests', 'the server has received too many requests', 429) },
    'none/rate-limited certain',
  ],
]

test.each(rows)('%s', async (_name, exchange, verdict) => {
  expect((await said(exchange)).startsWith(verdict)).toBe(true)
})

test.each<[string, Exchange, string]>([
  [
    'a Status of something else',
    { status: 403, body: { kind: 'Status', apiVersion: 'v1', reason: 'AlreadyExists' } },
    'forbidden/permission guess',
  ],
  [
    'a user called anonymous',
    { status: 403, body: status('Forbidden', 'User "anonymous" cannot list', 403) },
    'forbidden/permission certain',
  ],
])('%s is none of its', async (_name, exchange, verdict) => {
  expect(await said(exchange)).toBe(verdict)
})

testOnIntegration(rows)
