import { describe, expect, it } from 'vitest'
import { createRedactor } from 'why401/verdict'

describe('a secret that is larger than an engine compiles', () => {
  it.each([
    ['one word', 'xyzw'.repeat(50_000)],
    ['words', 'many words, a line\n'.repeat(10_000)],
    ['in the alphabet of regular expressions', '(?:.*)+[\\p{L}]{3,}'.repeat(10_000)],
  ])('%s → is cut, and nothing is thrown', (_name, secret) => {
    const cut = createRedactor([secret, ...Array.from({ length: 300 }, (_, index) => `${index}-${'k'.repeat(600)}`)])
    expect(cut(`it is ${secret}`)).not.toContain(secret.slice(600, 620))
    expect(cut(`7-${'k'.repeat(600)}`)).not.toContain('kkk')
    expect(cut('nothing secret')).toBe('nothing secret')
  })
})
