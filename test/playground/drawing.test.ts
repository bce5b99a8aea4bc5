import { assert, integer, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { wrap } from '../../examples/playground/drawings/drawing.ts'

/** Every character is 10 wide. */
const measure = (text: string): number => text.length * 10

test('a text breaks at its spaces', () => {
  expect(wrap('error="invalid_token" in WWW-Authenticate', 220, measure)).toEqual([
    'error="invalid_token"',
    'in WWW-Authenticate',
  ])
  expect(wrap('', 100, measure)).toEqual([])
})

test('a word that is longer than a line breaks after a mark, and anywhere without one', () => {
  expect(wrap('/api/integrations/meteo/forecast', 270, measure)).toEqual(['/api/integrations/meteo/', 'forecast'])
  expect(wrap('unbreakable', 40, measure)).toEqual(['unbr', 'eaka', 'ble'])
  expect(wrap('see https://api.example.com/problems', 120, measure)).toEqual([
    'see',
    'https://api.',
    'example.com/',
    'problems',
  ])
})

test('no line is too long, and nothing but spaces is lost', () => {
  assert(
    property(string({ maxLength: 200 }), integer({ min: 1, max: 40 }), (text, most) => {
      const lines = wrap(text, most * 10, measure)
      for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(most * 10)
      expect(lines.join('').replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''))
    }),
  )
})
