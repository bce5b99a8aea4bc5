// npm run clients: installs what test/clients has of its own, generates code, checks types, and runs the table. `npm run build` comes first.
// `--write` writes docs/clients.md.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { installIn, node, run } from './install.mjs'

const folder = 'test/clients'
const outfile = `${folder}/generated/table.mjs`

/** The built package takes the place of an installed one, so that there is one copy of each client. */
const builtPackage = {
  name: 'built-package',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^why401(?:\/|$)/ }, ({ path }) => ({
      path: fileURLToPath(new URL(`../dist${path.slice('why401'.length)}/index.js`, import.meta.url)),
    }))
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => (kind === 'entry-point' ? undefined : { path, external: true }))
  },
}

installIn(folder)
run(node, [`${folder}/generate.ts`])
run('npx', ['--no-install', 'tsc', '-p', folder])
await build({
  entryPoints: [`${folder}/table.ts`],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  plugins: [builtPackage],
  logLevel: 'warning',
})
run(node, ['--import', `./${folder}/dom.ts`, outfile, ...process.argv.slice(2)])
