import { array, assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPhraseSearch, SHORTEST_PHRASE } from '../../../src/conventions/build/phrase-search.ts'

/** Few letters, so that phrases overlap, begin alike and lie in one another. */
const letters = constantFrom('a', 'b', 'c', ' ', 'é', '身', '\u{1f512}')
const phrase = string({ unit: letters, minLength: SHORTEST_PHRASE, maxLength: 12 })

describe('the search for many phrases at once', () => {
  test('given any phrases and text → it finds those that the text includes', () => {
    assert(
      property(array(phrase, { minLength: 1, maxLength: 30 }), array(phrase, { maxLength: 30 }), (phrases, parts) => {
        const text = [...parts, ...phrases.slice(0, 2)].join('')
        const included = phrases.filter((each) => text.includes(each))
        expect([...createPhraseSearch(phrases)(text)].toSorted()).toEqual([...new Set(included)].toSorted())
      }),
      { numRuns: 2000 },
    )
  })

  test('given a text that is shorter than each phrase → it finds none', () => {
    expect([...createPhraseSearch(['Not signed in'])('Not')]).toEqual([])
  })

  test('given no phrases → it finds none', () => {
    expect([...createPhraseSearch([])('Not signed in')]).toEqual([])
  })

  test('given 64 KiB that end each window like a phrase → it ends, and finds the phrase once', () => {
    const text = 'expired '.repeat(8_192)
    expect([...createPhraseSearch(['token expired', 'session expired', 'expired expired'])(text)]).toEqual([
      'expired expired',
    ])
  })
})
