import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'

const dist = 'examples/dist'

function textOf(name: string): string {
  const files = readdirSync(join(dist, name), { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /\.(?:js|html|css)$/.test(file))
    .map((file) => readFileSync(join(dist, name, file), 'utf8'))
    .join('\n')
}

for (const name of readdirSync(dist).filter((folder) => folder !== 'playground')) {
  test(`the production build of ${name} has the library, and nothing of the devtools`, () => {
    const text = textOf(name)
    // Not `toContain`, which would print all of it.
    expect(text.includes('third-party-key-invalid')).toBe(true)
    for (const word of ['why401-devtools', 'mountDevtools', 'What the server should do']) {
      expect(text.includes(word), word).toBe(false)
    }
  })
}
