import { expect, test } from 'vitest'
import { hasSuccess, outcomeOf } from 'why401/response'

const of = (value: unknown) => ({ format: 'json' as const, mediaType: 'application/json', text: '', value })

test.each<[unknown, ReturnType<typeof outcomeOf>]>([
  [{ data: { a: 1 }, errors: [{}] }, 'success'],
  [{ data: {}, errors: [{ path: ['a'] }] }, 'success'],
  [{ data: null, errors: [{ message: 'x' }] }, 'refused'],
  [{ errors: [{ message: 'x' }] }, 'refused'],
  [{ errors: [{ message: 'x', path: ['a'] }] }, 'unknown'],
  [{ errors: [] }, 'unknown'],
  [{ errors: { email: ['taken'] } }, 'unknown'],
  [{ data: { a: 1 } }, 'unknown'],
  [{ jsonrpc: '2.0', result: 0 }, 'success'],
  [{ jsonrpc: '2.0', result: null, error: { code: 1 } }, 'refused'],
  [{ error: 'invalid_token' }, 'unknown'],
  [[], 'unknown'],
  [[{ result: { data: 1 } }, { error: {} }], 'success'],
  [[{ data: { a: 1 } }, { errors: [{}] }], 'success'],
  [[{ error: {} }, { errors: [{}] }], 'refused'],
  [[{ error: {} }, 'x'], 'unknown'],
  [[[{ result: 1 }]], 'unknown'],
  [null, 'unknown'],
  ['text', 'unknown'],
])('%j is %s', (value, outcome) => {
  expect(outcomeOf(of(value))).toBe(outcome)
  expect(hasSuccess(of(value))).toBe(outcome === 'success')
})

test('what is no JSON has no outcome', () => {
  expect(outcomeOf({ format: 'text', mediaType: 'text/plain', text: 'x', value: undefined })).toBe('unknown')
})
