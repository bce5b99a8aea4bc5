import { describe, expect, test } from 'vitest'
import { rateLimit } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('rateLimit', () => {
  test.each<[string, Exchange, string]>([
    [
      'spent, and when to come again',
      { status: 403, headers: { 'x-ratelimit-remaining': '0', 'retry-after': '60' }, body: { message: 'no' } },
      'none/rate-limited certain',
    ],
    ['spent', { status: 403, headers: { 'ratelimit-remaining': '0' } }, 'none/rate-limited likely'],
    ['the structured field', { status: 403, headers: { ratelimit: '"default";r=0;t=30' } }, 'none/rate-limited likely'],
    [
      'words',
      { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } },
      'none/rate-limited likely',
    ],
    [
      'words of a limiter',
      { status: 403, body: { statusCode: 403, error: 'Forbidden', message: 'Rate limit exceeded, retry in 1 minute' } },
      'none/rate-limited likely',
    ],
    [
      'near miss: something left',
      { status: 403, headers: { 'x-ratelimit-remaining': '10' } },
      'forbidden/permission guess',
    ],
    [
      'near miss: a 401',
      { status: 401, headers: { 'x-ratelimit-remaining': '0' } },
      'reauthenticate/no-credentials guess',
    ],
    [
      'near miss: words of permission',
      { status: 403, body: { message: 'You may not change the rate limits.' } },
      'forbidden/permission guess',
    ],
    [
      'near miss: the last success',
      { status: 200, headers: { 'x-ratelimit-remaining': '0' }, body: {} },
      'none/ok guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [rateLimit()] })).toBe(
      'none/ok guess',
    )
  })
})
