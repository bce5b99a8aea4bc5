// Builds every example that is a page: examples/<name>/index.html becomes examples/dist/<name>.
import { existsSync, readdirSync } from 'node:fs'
import { build } from 'vite'

for (const name of readdirSync('examples')) {
  if (!existsSync(`examples/${name}/index.html`)) continue
  await build({ root: `examples/${name}`, configFile: `examples/${name}/vite.config.ts`, logLevel: 'warn' })
}
