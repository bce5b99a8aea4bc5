import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findMachineNode } from './machine-node.ts'
import { unpack } from './unpack.ts'

const node = findMachineNode()
let folder: string
const subpaths = [
  'why401',
  'why401/challenge',
  'why401/verdict',
  'why401/conventions',
  'why401/advice',
  'why401/response',
  'why401/session',
  'why401/fetch',
  'why401/ky',
  'why401/axios',
  'why401/react',
  'why401/vue',
  'why401/testing',
  'why401/devtools',
  'why401/problem',
  'why401/exchange',
  'why401/vectors',
  'why401/browser',
  'why401/browser/all',
]

beforeAll(() => {
  folder = unpack()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function inputsOf(code: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    metafile: true,
    external: ['ky'],
    logLevel: 'error',
  })
  const output = Object.values((metafile satisfies Metafile).outputs)[0]
  return Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path)
}

describe('the packed tarball', () => {
  test.each(subpaths)('%s can be imported in plain node, without an effect of its own', (subpath) => {
    // zod and Vue keep globals of their own; nothing of ours does.
    const code = `const names = () => Object.keys(globalThis).filter((name) => !/^__(?:zod|VUE)/.test(name)).join(); const before = names(); const m = await import('${subpath}'); if (names() !== before) throw new Error('globals changed: ' + names()); console.log(Object.keys(m).length)`
    const printed = execFileSync(node, ['--input-type=module', '-e', code], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(Number(printed)).toBeGreaterThan(0)
  })

  test('a server of node refuses, the session renews once, and both requests are answered', () => {
    const code = `
      import { createServer } from 'node:http'
      import { createAuth } from 'why401'
      let token = 'old'
      const server = createServer(({ headers }, answer) => {
        const isNew = headers.authorization === 'Bearer new'
        answer.writeHead(isNew ? 200 : 401, isNew ? {} : { 'www-authenticate': 'Bearer error="invalid_token"' }).end()
      }).listen(0, '127.0.0.1', async () => {
        const origin = 'http://127.0.0.1:' + server.address().port
        let renewals = 0
        const auth = createAuth({ origins: [origin], token: () => token, renew: async () => { renewals++; token = 'new' } })
        const answers = await Promise.all(['/a', '/b'].map((path) => auth.fetch(origin + path)))
        console.log(process.version, renewals, ...answers.map(({ status }) => status))
        auth.dispose()
        server.close()
      })`
    const printed = execFileSync(node, ['--input-type=module', '-e', code], { cwd: folder, encoding: 'utf8' })
    expect(printed).toMatch(/^v\d+\.\d+\.\d+ 1 200 200\n$/)
  })

  test('every subpath of package.json is one of these', () => {
    const { exports } = JSON.parse(readFileSync(join(folder, 'node_modules/why401/package.json'), 'utf8')) as {
      exports: Record<string, unknown>
    }
    expect(
      Object.keys(exports)
        .filter((path) => !path.endsWith('.json'))
        .map((path) => path.replace('.', 'why401')),
    ).toEqual(subpaths)
  })

  test.each([
    { module: 'nodenext', moduleResolution: 'nodenext' },
    { module: 'esnext', moduleResolution: 'bundler' },
    { module: 'preserve', moduleResolution: 'bundler' },
  ])('its types compile under $module/$moduleResolution, strict, without skipLibCheck', (options) => {
    const code = subpaths
      .map((subpath, index) => `import * as m${index} from '${subpath}'\nexport const k${index}: object = m${index}`)
      .join('\n')
    writeFileSync(
      join(folder, 'consumer.ts'),
      `${code}\nimport { createAuth } from 'why401'\nexport const off: () => void = createAuth().on('forbidden', ({ verdict }) => verdict.reason satisfies string)\n`,
    )
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          ...options,
          target: 'es2022',
          lib: ['es2023', 'dom', 'dom.iterable'],
          strict: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
          types: [],
        },
        files: ['consumer.ts'],
      }),
    )
    expect(() =>
      execFileSync(resolve('node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8', stdio: 'pipe' }),
    ).not.toThrow()
  })

  test('the command runs from where npm puts it', () => {
    const { bin } = JSON.parse(readFileSync(join(folder, 'node_modules/why401/package.json'), 'utf8')) as {
      bin: Record<string, string>
    }
    const command = join(folder, 'node_modules/why401', bin.why401 ?? '')
    expect(readFileSync(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    const printed = execFileSync(node, [command, '--version'], { encoding: 'utf8' })
    expect(printed).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  test.each([
    'vectors/challenges',
    'vectors/recorded',
    'vectors/answers.schema',
    'problem/third-party-key-invalid.schema',
  ])('why401/%s.json can be imported', (path) => {
    const code = `const { default: data } = await import('why401/${path}.json', { with: { type: 'json' } }); console.log(typeof data)`
    const args = ['--no-warnings', '--input-type=module', '-e', code]
    expect(execFileSync(node, args, { cwd: folder, encoding: 'utf8' })).toBe('object\n')
  })

  test('nothing of problem, exchange, vectors, cli, advice and tokens is in what a page loads', async () => {
    const inputs = await inputsOf(`import { createAuth } from 'why401'; globalThis.auth = createAuth()`)
    const paid = /\/dist\/(?:(?:problem|exchange|vectors|cli|advice)\/|session\/tokens\/)/
    expect(inputs.filter((path) => paid.test(path))).toEqual([])
    expect(inputs.length).toBeGreaterThan(0)
  })

  test('tokens cost what keeps them', async () => {
    const inputs = await inputsOf(`import { createTokens } from 'why401'; globalThis.tokens = createTokens`)
    const ours = inputs.filter((path) => path.includes('/dist/')).map((path) => path.replace(/^.*\/dist\//, ''))
    expect(ours.toSorted()).toEqual([
      'response/is-response.js',
      'session/assert-option.js',
      'session/platform.js',
      'session/tokens/create-tokens.js',
      'session/tokens/in-turn.js',
      'session/tokens/token-store.js',
    ])
  })

  test('the hooks are client code to a server that renders components', () => {
    expect(readFileSync(join(folder, 'node_modules/why401/dist/react/index.js'), 'utf8')).toMatch(/^'use client'/)
    expect(readFileSync(join(folder, 'node_modules/why401/dist/index.js'), 'utf8')).not.toContain('use client')
  })

  test('importing the parser costs the parser alone', async () => {
    const inputs = await inputsOf(
      `import { parseChallenges } from 'why401/challenge'; console.log(parseChallenges('Basic'))`,
    )
    expect(inputs.filter((path) => !path.includes('why401/dist/challenge/') && !path.includes('<stdin>'))).toEqual([])
  })

  test('an app that passes its own conventions bundles neither the standard ones nor zod', async () => {
    const inputs = await inputsOf(
      `import { createAuth } from 'why401/fetch'; globalThis.auth = createAuth({ conventions: [] })`,
    )
    expect(inputs.filter((path) => path.includes('/conventions/') || path.includes('/zod/'))).toEqual([])
  })

  test('one convention costs one convention', async () => {
    const inputs = await inputsOf(
      `import { createAuth } from 'why401/fetch'; import { oauth2 } from 'why401/conventions'; globalThis.auth = createAuth({ conventions: [oauth2()] })`,
    )
    expect(inputs.some((path) => path.endsWith('conventions/protocols/oauth2.js'))).toBe(true)
    expect(inputs.some((path) => path.endsWith('conventions/products/openmrs.js'))).toBe(false)
  })
})
