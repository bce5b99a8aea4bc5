import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build as esbuild } from 'esbuild'
import { type Plugin, rollup } from 'rollup'
import { build as vite } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unpack } from '../package/unpack.ts'

/** Packages of test/bundlers, which the project itself does not need. */
const load = createRequire(`${import.meta.dirname}/package.json`)

/** Words that stand in one part only, whatever a minifier does. */
const words = { engine: 'session/unreachable', standard: 'rest_cookie_invalid_nonce' } as const

const refused = `
const auth = createAuth({
  ...options,
  origins: ['https://app.example'],
  fetch: async () => new Response('{}', { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }),
})
auth.on('verdict', ({ verdict }) => console.log(verdict.reason))
auth.fetch('https://app.example/api')
`
const apps = {
  lazy: `import { createAuth } from 'why401'\nconst options = {}\n${refused}`,
  fixed: `import { createAuth } from 'why401/fetch'\nimport { oauth2 } from 'why401/conventions'\nconst options = { conventions: [oauth2()] }\n${refused}`,
} as const

interface Job {
  readonly root: string
  readonly entry: string
  readonly out: string
}

const bundlers: Readonly<Record<string, (job: Job) => Promise<unknown>>> = {
  vite: ({ root, entry, out }) =>
    vite({
      root,
      configFile: false,
      logLevel: 'silent',
      build: {
        outDir: out,
        modulePreload: false,
        rollupOptions: { input: entry, output: { entryFileNames: 'main.js' } },
      },
    }),
  rollup: async ({ entry, out }) => {
    const { nodeResolve } = load('@rollup/plugin-node-resolve') as { nodeResolve: () => Plugin }
    const graph = await rollup({ input: entry, plugins: [nodeResolve()] })
    await graph.write({ dir: out, entryFileNames: 'main.js' })
  },
  rolldown: async ({ entry, out }) => {
    const { build } = load('rolldown') as { build: (options: object) => Promise<unknown> }
    await build({ input: entry, output: { dir: out, entryFileNames: 'main.js' }, logLevel: 'silent' })
  },
  esbuild: ({ entry, out }) =>
    esbuild({ entryPoints: { main: entry }, bundle: true, splitting: true, minify: true, format: 'esm', outdir: out }),
  // As it comes: without `packageExports`, which it reads only where the app's package.json asks for it. It takes the folder in
  // which it runs for the project.
  parcel: async ({ root, entry, out }) => {
    copyFileSync(entry, join(root, 'main.js'))
    const target = {
      distDir: out,
      outputFormat: 'esmodule',
      context: 'browser',
      engines: { browsers: ['Chrome 120'] },
      includeNodeModules: true,
      scopeHoist: true,
      sourceMap: false,
    }
    const options = {
      entries: join(root, 'main.js'),
      defaultConfig: load.resolve('@parcel/config-default'),
      mode: 'production',
      shouldDisableCache: true,
      cacheDir: join(root, 'parcel-cache'),
      targets: { app: target },
    }
    const code = `const { Parcel } = require(${JSON.stringify(load.resolve('@parcel/core'))}); new Parcel(${JSON.stringify(options)}).run()`
    execFileSync(process.execPath, ['--input-type=commonjs', '-e', code], { cwd: root })
  },
  webpack: ({ root, entry, out }) => {
    const webpack = load('webpack') as (
      options: object,
      done: (error: unknown, stats: { hasErrors(): boolean }) => void,
    ) => void
    return new Promise((done, fail) => {
      webpack(
        {
          context: root,
          mode: 'production',
          entry: { main: entry },
          target: ['web', 'es2022'],
          experiments: { outputModule: true },
          output: { path: out, module: true, chunkFormat: 'module', chunkLoading: 'import', publicPath: './' },
        },
        (error, stats) =>
          error || stats.hasErrors() ? fail(error ?? new Error('webpack reports errors')) : done(undefined),
      )
    })
  },
}

let root: string
beforeAll(() => {
  root = unpack()
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Which files of a build hold a part. */
async function bundle(name: string, app: keyof typeof apps) {
  const entry = join(root, `${app}.js`)
  const out = join(root, 'out', `${name}-${app}`)
  mkdirSync(out, { recursive: true })
  writeFileSync(entry, apps[app])
  writeFileSync(join(root, 'out', 'package.json'), '{ "type": "module" }')
  await bundlers[name]?.({ root, entry, out })
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) => /\.m?js$/.test(file))
  const holding = (word: string): string[] =>
    files.filter((file) => readFileSync(join(out, file), 'utf8').includes(word))
  const main = files.find((file) => /^main\.m?js$/.test(file)) ?? ''
  const printed = execFileSync(process.execPath, [join(out, main)], { encoding: 'utf8' }).trim()
  return { main, files, printed, engine: holding(words.engine), standard: holding(words.standard) }
}

describe.each(Object.keys(bundlers))('%s', (name) => {
  test('with createAuth of why401 → the engine and the standard conventions are files apart, and work', async () => {
    const { main, engine, standard, printed } = await bundle(name, 'lazy')
    expect(engine).toHaveLength(1)
    expect(standard).toHaveLength(1)
    expect(new Set([main, ...engine, ...standard]).size).toBe(3)
    expect(printed).toBe('token-invalid')
  })

  test('with createAuth of why401/fetch → one file, without the standard conventions', async () => {
    const { main, files, engine, standard, printed } = await bundle(name, 'fixed')
    expect(files).toEqual([main])
    expect(engine).toEqual([main])
    expect(standard).toEqual([])
    expect(printed).toBe('token-invalid')
  })
})

test('esbuild without splitting → one file, which works', async () => {
  const out = join(root, 'out', 'single.mjs')
  writeFileSync(join(root, 'single.js'), apps.lazy)
  await esbuild({ entryPoints: [join(root, 'single.js')], bundle: true, minify: true, format: 'esm', outfile: out })
  expect(execFileSync(process.execPath, [out], { encoding: 'utf8' }).trim()).toBe('token-invalid')
})

test('without a bundler: why401/browser loads its parts later, and why401/browser/all is one file', async () => {
  const run = (specifier: string): string => {
    const code = `import { createAuth } from '${specifier}'\nconst options = {}\n${refused}`
    return execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' }).trim()
  }
  expect(run('why401/browser')).toBe('token-invalid')
  expect(run('why401/browser/all')).toBe('token-invalid')
  const text = readFileSync(join(root, 'node_modules/why401/dist/browser/why401.all.js'), 'utf8')
  expect(/^import|\bimport\(/m.test(text)).toBe(false)
})

test('Next.js: a page builds, is rendered on the server, and its parts are files apart', () => {
  const app = join(root, 'web')
  mkdirSync(join(app, 'app'), { recursive: true })
  for (const name of ['next', 'react', 'react-dom']) {
    const place = join(root, 'node_modules', name)
    rmSync(place, { force: true })
    symlinkSync(join(import.meta.dirname, 'node_modules', name), place)
  }
  writeFileSync(join(app, 'package.json'), '{ "type": "module" }')
  writeFileSync(
    join(app, 'app/layout.js'),
    'export default ({ children }) => <html lang="en"><body>{children}</body></html>',
  )
  writeFileSync(
    join(app, 'app/page.js'),
    `'use client'\n${apps.lazy.replace('auth.fetch(', 'const ask = () => auth.fetch(')}\nexport default () => <button onClick={ask}>Ask</button>`,
  )
  execFileSync(process.execPath, [load.resolve('next/dist/bin/next'), 'build', '--webpack'], {
    cwd: app,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  })
  const chunks = join(app, '.next/static/chunks')
  const files = readdirSync(chunks, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))
  const holding = (word: string): string[] =>
    files.filter((file) => readFileSync(join(chunks, file), 'utf8').includes(word))
  expect(holding(words.engine)).toHaveLength(1)
  expect(holding(words.standard)).toHaveLength(1)
  expect(holding(words.engine)).not.toEqual(holding(words.standard))
  expect(readFileSync(join(app, '.next/server/app/index.html'), 'utf8')).toContain('Ask</button>')
})
