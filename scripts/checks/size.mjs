// Sizes as a page loads them: from the packed tarball, with esbuild and splitting, minified and gzipped. Fails over budget, and
// where the README says something else; `--write` rewrites the README's table. `--parts` prints what each module is of what a page
// loads at first instead: bytes, minified and before compression.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { fill } from '../fill.mjs'
import { budgets } from '../size-budgets.mjs'

/** Bundles `code` as an app does. */
function bundle({ code, external }) {
  return build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    splitting: true,
    outdir: '/out',
    absWorkingDir: folder,
    minify: true,
    format: 'esm',
    target: 'es2022',
    external,
    write: false,
    metafile: true,
    treeShaking: true,
    logLevel: 'error',
  })
}

/** Bytes of what a page loads with `code`; with `chunk`, of what it loads later for that module, and not for `beside` it. */
async function measure({ code, external, chunk, beside }) {
  const { outputFiles, metafile } = await bundle({ code, external })
  const outputs = Object.entries(metafile.outputs)
  const loadedWith = (module) => reach(outputs, ({ entryPoint }) => entryPoint?.endsWith(module))
  const loaded = loadedWith(chunk ?? '<stdin>')
  if (loaded.size === 0) throw new Error(`${chunk} is no file of its own`)
  const before = new Set(chunk ? [...loadedWith('<stdin>'), ...(beside ? loadedWith(beside) : [])] : [])
  const names = [...loaded].filter((name) => !before.has(name))
  return names.reduce((sum, name) => {
    const { contents } = outputFiles.find(({ path }) => path.endsWith(name.slice(name.lastIndexOf('/'))))
    return sum + gzipSync(contents, { level: 9 }).length
  }, 0)
}

/** Prints the modules of what a page loads with `code`, the largest first. */
async function printParts({ name, code, external }) {
  const { metafile } = await bundle({ code, external })
  const outputs = Object.entries(metafile.outputs)
  const files = reach(outputs, ({ entryPoint }) => entryPoint === '<stdin>')
  const modules = outputs
    .filter(([file]) => files.has(file))
    .flatMap(([, { inputs }]) => Object.entries(inputs))
    .map(([module, { bytesInOutput }]) => [module.replace(/^.*\/dist\//, ''), bytesInOutput])
    .filter(([, bytes]) => bytes > 0)
    .toSorted(([, one], [, other]) => other - one)
  console.log(`${name}: ${modules.reduce((sum, [, bytes]) => sum + bytes, 0)} B in ${modules.length} modules`)
  for (const [module, bytes] of modules) console.log(`${String(bytes).padStart(6)} ${module}`)
}

/** The files that are loaded together with one. */
function reach(outputs, isStart) {
  const loaded = new Set(outputs.filter(([, output]) => isStart(output)).map(([name]) => name))
  for (const name of loaded) {
    const { imports } = Object.fromEntries(outputs)[name]
    for (const { path, kind, external } of imports) if (kind === 'import-statement' && !external) loaded.add(path)
  }
  return loaded
}

/** Measures each row, and compares the README's table with what was measured. */
async function checkBudgets() {
  let isOver = false
  const rows = []
  for (const row of budgets) {
    const { name, budget } = row
    const size = await measure(row)
    isOver ||= size > budget
    rows.push(`| ${name} | ${(size / 1000).toFixed(1)} kB | ${(budget / 1000).toFixed(1)} kB |`)
    console.log(
      `${size > budget ? 'OVER ' : 'ok   '}${name.padEnd(46)}${String(size).padStart(7)} B gzip, budget ${budget} B`,
    )
  }
  const table = `| import | min + gzip | budget |\n| --- | --- | --- |\n${rows.join('\n')}`
  const isStale = !fill('README.md', 'sizes', table, process.argv.includes('--write'))
  if (isStale) console.error('README.md shows other sizes: run `npm run readme`.')
  process.exitCode = isOver || isStale ? 1 : 0
}

const folder = mkdtempSync(join(tmpdir(), 'why401-size-'))
try {
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { encoding: 'utf8' }),
  )
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder])
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  execFileSync('mkdir', ['-p', join(folder, 'node_modules')])
  symlinkSync(join(folder, 'package'), join(folder, 'node_modules/why401'))
  for (const name of ['zod', 'ky', 'axios', 'react', 'vue']) {
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name))
  }
  if (process.argv.includes('--parts')) await printParts(budgets[0])
  else await checkBudgets()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
