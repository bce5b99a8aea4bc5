import { expect, test } from 'vitest'
import { parseChallenges } from 'why401/challenge'

const [digest, negotiate] = parseChallenges('Digest realm="r", A=1, a="2", __proto__=x, Negotiate abc==').challenges

test('get gives the first value, in any letter case', () => {
  expect(digest?.get('REALM')).toBe('r')
  expect(digest?.get('a')).toBe('1')
  expect(digest?.get('__proto__')).toBe('x')
  expect(digest?.get('constructor')).toBeUndefined()
})

test('getAll gives all, in order', () => {
  expect(digest?.getAll('a')).toEqual(['1', '2'])
  expect(digest?.getAll('b')).toEqual([])
})

test('iterates over pairs', () => {
  expect([...(digest ?? [])]).toEqual([
    ['realm', 'r'],
    ['a', '1'],
    ['a', '2'],
    ['__proto__', 'x'],
  ])
})

test('is plain data as JSON', () => {
  expect(JSON.stringify(negotiate)).toBe('{"scheme":"negotiate","token68":"abc==","parameters":[]}')
  expect(JSON.stringify(parseChallenges('NTLM').challenges)).toBe('[{"scheme":"ntlm","parameters":[]}]')
})
