import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isReason, roles } from 'why401/verdict'

const folder = new URL('../../../src/conventions/', import.meta.url)
const narrowing = new RegExp(`^(?:[2-5]\\d\\d|certain|likely|guess|${roles.join('|')})$`)

describe('meanings in the tables of families', () => {
  const meanings = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^ +'([a-z-]+ [^']+)': *(?:\[|')/gm)].map(
        ([, meaning = '']) => [file, meaning] as const,
      ),
    )

  test('there are many', () => expect(meanings.length).toBeGreaterThan(80))

  // The compiler knows the reason; what narrows it is any text to it.
  test.each(meanings)('%s: %s', (_file, meaning) => {
    const [reason, ...rest] = meaning.split(' ')
    expect(isReason(reason)).toBe(true)
    for (const word of rest) expect(word).toMatch(narrowing)
  })
})
