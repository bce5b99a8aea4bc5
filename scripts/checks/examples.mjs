// Checks every example that a reader may copy: `@example` in docstrings, and ```ts blocks in README and docs.
// Each becomes a module of its own and is compiled, strictly, against the sources.
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const out = 'test-results/examples'
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

// `why401/browser` is `why401` in another form.
const subpaths = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).exports)
  .filter((path) => !path.endsWith('.json') && !path.startsWith('./browser'))
  .map((path) => (path === '.' ? 'index.ts' : `${path.slice(2)}/index.ts`))

/** Names of values and types that a subpath exports, by its index. The first subpath that has a name gives it. */
const exported = new Map()
for (const file of subpaths) {
  const specifier = file === 'index.ts' ? 'why401' : `why401/${file.slice(0, -'/index.ts'.length)}`
  for (const [, all, list] of readFileSync(`src/${file}`, 'utf8').matchAll(/export (type )?\{([^}]*)\}/g)) {
    for (const part of list
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean)) {
      const name = part.replace(/^type /, '').replace(/^\w+ as /, '')
      // `export type { A }` marks the whole list, `export { type A }` one name.
      if (!exported.has(name)) {
        exported.set(name, { specifier, kind: all !== undefined || part.startsWith('type ') ? 'type ' : '' })
      }
    }
  }
  for (const [, name] of readFileSync(`src/${file}`, 'utf8').matchAll(/export (?:async )?function (\w+)/g)) {
    if (!exported.has(name)) exported.set(name, { specifier, kind: '' })
  }
}

function importsFor(code) {
  const used = new Map()
  for (const [name, { specifier, kind }] of exported) {
    if (!new RegExp(`\\b${name}\\b`).test(code) || new RegExp(`(?:const|let|function|class) ${name}\\b`).test(code)) {
      continue
    }
    used.set(specifier, [...(used.get(specifier) ?? []), kind + name])
  }
  return [...used].map(([specifier, names]) => `import { ${names.join(', ')} } from '${specifier}'`).join('\n')
}

function blocksOf(file) {
  const text = readFileSync(file, 'utf8')
  // What comes from the examples is checked where it lives.
  if (file.endsWith('.md')) {
    return [...text.matchAll(/(<!-- from \S+ -->\n)?^```ts\n([\s\S]*?)^```$/gm)]
      .filter(([, taken]) => taken === undefined)
      .map(([, , code]) => code)
  }
  return [...text.matchAll(/\/\*\*([\s\S]*?)\*\//g)]
    .filter(([, comment]) => comment.includes('@example'))
    .map(
      ([, comment]) =>
        comment
          .slice(comment.indexOf('@example') + '@example'.length)
          .split('\n')
          .map((line) => line.replace(/^\s*\*? ?/, ''))
          .join('\n')
          .split(/^@\w/m)[0],
    )
}

const files = [...globSync('src/**/*.ts'), ...globSync('docs/{,start/}*.md'), 'README.md']
let count = 0
for (const file of files) {
  for (const code of blocksOf(file)) {
    count += 1
    const hasImports = /^\s*import /m.test(code)
    const imports = hasImports ? '' : importsFor(code)
    const body = hasImports
      ? code
      : `export async function example(): Promise<void> {\n${code.replaceAll(/^export /gm, '')}\n}`
    writeFileSync(
      `${out}/${String(count).padStart(3, '0')}-${file.replaceAll(/[^\w]/g, '-')}.ts`,
      `// ${file}\n/// <reference path="../../test/types/examples.d.ts" />\n${imports}\n${body}\nexport {}\n`,
    )
  }
}
writeFileSync(
  `${out}/tsconfig.json`,
  JSON.stringify({
    extends: '../../tsconfig.json',
    compilerOptions: {
      noUnusedLocals: false,
      noUnusedParameters: false,
      paths: { why401: ['../../src/index.ts'], 'why401/*': ['../../src/*/index.ts'] },
    },
    include: ['*.ts'],
    exclude: [],
  }),
)
const { status } = spawnSync('npx', ['--no-install', 'tsc', '-p', out], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
console.log(`${count} examples compiled${status === 0 ? '' : ', with errors'}`)
process.exit(status ?? 1)
