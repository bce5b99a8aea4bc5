// Grammatical field values, with what they mean.
import * as fc from 'fast-check'

export interface Meaning {
  readonly scheme: string
  readonly token68?: string
  readonly parameters: readonly (readonly [name: string, value: string])[]
}
export interface Sample {
  readonly text: string
  readonly meaning: Meaning
}

const chars = (alphabet: string, min: number, max: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength: min, maxLength: max })

const LETTERS = 'abzABZ019'
export const token: fc.Arbitrary<string> = chars(`${LETTERS}!#$%&'*+-.^_\`|~`, 1, 6)
const ows = chars(' \t', 0, 2)
const separator = fc.tuple(ows, fc.constantFrom(',', ',', ', ', ',,', ' , ,')).map((parts) => parts.join(''))
/** `realm=` alone is an empty realm to us; `name=` before parameters is no token68 by the grammar anyway. */
export const token68: fc.Arbitrary<string> = fc
  .tuple(chars(`${LETTERS}-._~+/`, 1, 8), chars('=', 0, 3))
  .map((parts) => parts.join(''))
  .filter((text) => text.toLowerCase() !== 'realm=')
export const anyText: fc.Arbitrary<string> = chars('aZ0 ,;="\\\t\u00a0\u00c3\u00ff<>{}', 0, 8)

const quote = (value: string, escapes: readonly boolean[]): string =>
  `"${Array.from(value, (char, index) => (/["\\]/.test(char) || escapes[index] ? `\\${char}` : char)).join('')}"`

const anyValue = fc.oneof(
  token.map((value) => ({ value, written: value })),
  fc
    .tuple(anyText, fc.array(fc.boolean(), { maxLength: 8 }))
    .map(([value, escapes]) => ({ value, written: quote(value, escapes) })),
)
const parameter = fc
  .tuple(token, ows, ows, anyValue)
  .map(([name, before, after, { value, written }]) => ({ name, value, written: `${name}${before}=${after}${written}` }))
const parameters = fc.uniqueArray(parameter, { minLength: 1, maxLength: 4, selector: ({ name }) => name.toLowerCase() })

const join = (parts: readonly string[], separators: readonly string[]): string =>
  parts.map((part, index) => (index ? separators[index - 1] + part : part)).join('')
const separators = fc.array(separator, { minLength: 4, maxLength: 4 })

export const challenge: fc.Arbitrary<Sample> = fc.oneof(
  token.map((scheme) => ({ text: scheme, meaning: { scheme: scheme.toLowerCase(), parameters: [] } })),
  fc.tuple(token, chars(' ', 1, 3), token68).map(([scheme, space, data]) => ({
    text: scheme + space + data,
    meaning: { scheme: scheme.toLowerCase(), token68: data, parameters: [] },
  })),
  fc
    .tuple(token, chars(' ', 1, 3), parameters, separators, fc.boolean())
    .map(([scheme, space, list, commas, lead]) => ({
      text:
        scheme +
        space +
        (lead ? ', ' : '') +
        join(
          list.map(({ written }) => written),
          commas,
        ),
      meaning: {
        scheme: scheme.toLowerCase(),
        parameters: list.map(({ name, value }): [string, string] => [name.toLowerCase(), value]),
      },
    })),
)

export interface Field {
  readonly text: string
  readonly lines: readonly string[]
  readonly meanings: readonly Meaning[]
}

export const field: fc.Arbitrary<Field> = fc
  .tuple(fc.array(challenge, { maxLength: 4 }), separators)
  .map(([list, commas]) => ({
    text: join(
      list.map(({ text }) => text),
      commas,
    ),
    lines: list.map(({ text }) => text),
    meanings: list.map(({ meaning }) => meaning),
  }))

/** Anything, mostly of what matters to the grammar. */
export const noise: fc.Arbitrary<string> = fc.oneof(
  chars('aAb/ ,,==""\\;\t\n\u00a0\0\u00e9:', 0, 24),
  fc
    .array(
      fc.constantFrom(
        'Basic',
        'x',
        'realm',
        ' ',
        ' ',
        ',',
        '=',
        '="',
        '"',
        '\\',
        ';',
        'a=b',
        'a="b"',
        'c=',
        't==',
        '@',
        '\n',
        '\t',
      ),
      { maxLength: 14 },
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
  field.map(({ text }) => text),
)
export const runs: number = Number(process.env['WHY401_RUNS'] ?? 2000)
