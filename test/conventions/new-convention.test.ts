import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { classify } from 'why401'
import type { Convention } from 'why401/verdict'

const script = resolve('scripts/new-convention.mjs')
let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'why401-family-'))
  for (const floor of ['challenge', 'verdict', 'conventions']) {
    cpSync(`src/${floor}`, join(root, 'src', floor), { recursive: true })
  }
})
afterEach(() => rmSync(root, { recursive: true }))

function run(...options: readonly string[]): { readonly status: number | null; readonly stderr: string } {
  return spawnSync(process.execPath, [script, ...options], { cwd: root, encoding: 'utf8' })
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8')

describe('npm run new:convention', () => {
  test('given a name → the family is exported, has its place, and judges the exchange of its page', async () => {
    expect(run('acme-cloud').status).toBe(0)
    const made: { acmeCloud: () => Convention; standard: () => readonly Convention[] } = await import(
      join(root, 'src/conventions/index.ts')
    )
    const names = made.standard().map(({ name }) => name)
    expect(names.indexOf('acme-cloud')).toBe(names.indexOf('oauth2') - 1)
    const body = /^\{.*\}$/m.exec(read('docs/conventions/products/acme-cloud.md'))?.[0]
    const verdict = await classify(new Response(body, { status: 401 }), { conventions: [made.acmeCloud()] })
    expect(`${verdict.kind}/${verdict.reason} ${verdict.because[0]?.rule}`).toBe(
      'reauthenticate/session-expired acme-cloud/session-expired',
    )
    expect(read('test/conventions/products/acme-cloud.test.ts')).toContain('acmeCloud()')
  })

  test('given a folder and a neighbour → the family goes there', () => {
    expect(run('acme', '--folder=frameworks', '--before=django').status).toBe(0)
    expect(read('src/conventions/frameworks/acme.ts')).toContain('export function acme()')
    expect(read('src/conventions/index.ts')).toMatch(/^ {4}acme\(\),\n {4}django\(\),$/m)
  })

  test.each([
    ['no name', [], 'NAME'],
    ['a name that is no kebab-case', ['AcmeCloud'], 'NAME'],
    ['a folder that does not exist', ['acme', '--folder=vendors'], '--folder'],
    ['a neighbour that does not exist', ['acme', '--before=vendor'], '--before'],
    ['a name that is taken', ['django', '--folder=frameworks'], 'django.ts is there already'],
    ['a name that is exported from another folder', ['django'], '`django` is exported already'],
    ['the name of the list', ['standard'], '`standard` is exported already'],
  ])('given %s → it says so, and changes nothing', (_case, options, message) => {
    const before = read('src/conventions/index.ts')
    const { status, stderr } = run(...options)
    expect(status).toBe(1)
    expect(stderr).toContain(message)
    expect(read('src/conventions/index.ts')).toBe(before)
  })
})
