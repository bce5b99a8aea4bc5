// Sizes as a user's bundler would see them: from the packed tarball, with esbuild, minified and gzipped. Fails over budget,
// and where the README says something else; `--write` rewrites the README's table.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { fill } from '../fill.mjs'
import { budgets } from '../size-budgets.mjs'

const folder = mkdtempSync(join(tmpdir(), 'why401-size-'))
try {
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { encoding: 'utf8' }),
  )
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder])
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  execFileSync('mkdir', ['-p', join(folder, 'node_modules')])
  symlinkSync(join(folder, 'package'), join(folder, 'node_modules/why401'))
  for (const name of ['zod', 'ky', 'axios', 'regexparam', 'react', 'vue']) {
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name))
  }
  let over = false
  const rows = []
  for (const { name, code, external, budget } of budgets) {
    const { outputFiles } = await build({
      stdin: { contents: code, resolveDir: folder },
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      external,
      write: false,
      treeShaking: true,
      logLevel: 'error',
    })
    const size = gzipSync(outputFiles[0].contents, { level: 9 }).length
    over ||= size > budget
    rows.push(`| ${name} | ${(size / 1000).toFixed(1)} kB | ${(budget / 1000).toFixed(1)} kB |`)
    console.log(
      `${size > budget ? 'OVER ' : 'ok   '}${name.padEnd(46)}${String(size).padStart(7)} B gzip, budget ${budget} B`,
    )
  }
  const table = `| import | min + gzip | budget |\n| --- | --- | --- |\n${rows.join('\n')}`
  const stale = !fill('README.md', 'sizes', table, process.argv.includes('--write'))
  if (stale) console.error('README.md shows other sizes: run `npm run readme`.')
  process.exitCode = over || stale ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
