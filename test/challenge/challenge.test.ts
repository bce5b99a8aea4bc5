import { expect, test } from 'vitest'
import { parseChallenges } from 'why401/challenge'

const [digest, negotiate] = parseChallenges('Digest realm="r", A=1, a="2", __proto__=x, Negotiate abc==').challenges

test('given duplicates, when get is called in any letter case, then it returns the first value', () => {
  expect(digest?.get('REALM')).toBe('r')
  expect(digest?.get('a')).toBe('1')
  expect(digest?.get('__proto__')).toBe('x')
  expect(digest?.get('constructor')).toBeUndefined()
})

test('given duplicates, when getAll is called, then it returns all values in order', () => {
  expect(digest?.getAll('a')).toEqual(['1', '2'])
  expect(digest?.getAll('b')).toEqual([])
})

test('when iterated over, then a challenge gives pairs in order', () => {
  expect([...(digest ?? [])]).toEqual([
    ['realm', 'r'],
    ['a', '1'],
    ['a', '2'],
    ['__proto__', 'x'],
  ])
})

test('when written as JSON, then a challenge is plain data', () => {
  expect(JSON.stringify(negotiate)).toBe('{"scheme":"negotiate","token68":"abc==","parameters":[]}')
  expect(JSON.stringify(parseChallenges('NTLM').challenges)).toBe('[{"scheme":"ntlm","parameters":[]}]')
})

test('given nothing inside, then the lists of a challenge are empty, its own, and stay the same', () => {
  const [first, second] = parseChallenges('NTLM, Negotiate').challenges
  expect(first?.parameters).toEqual([])
  expect(first?.issues).toEqual([])
  expect(first?.parameters).toBe(first?.parameters)
  expect(first?.parameters).not.toBe(second?.parameters)
})

test('given many challenges, then a call in between changes nothing: each call has its own state', () => {
  const headers = { get: () => (parseChallenges('Other x="y'), 'Basic realm="a", Bearer b=c') }
  expect(parseChallenges(headers)).toEqual(parseChallenges('Basic realm="a", Bearer b=c'))
})
