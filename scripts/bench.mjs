// npm run bench [-- NAME …] [--write]: installs the peers beside the benchmarks, then runs them one after the other. `--write` puts
// what they print into docs/benchmarks.md.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { fill } from './fill.mjs'
import { installIn, run } from './install.mjs'

installIn('bench')
if (!existsSync('dist')) run('npm', ['run', '--silent', 'build'])

const all = readdirSync('bench')
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.slice(0, -'.mjs'.length))
const isWriting = process.argv.includes('--write')
const asked = process.argv.slice(2).filter((name) => name !== '--write')
const unknown = asked.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  console.error(`No benchmark named ${unknown.join(', ')}; there are ${all.join(', ')}.`)
  process.exit(1)
}
for (const name of asked.length > 0 ? asked : all) {
  console.log(`\n# ${name}`)
  const { stdout, status } = spawnSync('node_modules/.bin/node', [`bench/${name}.mjs`], {
    env: { ...process.env, WHY401_PEERS: 'bench/node_modules' },
    stdio: ['inherit', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  console.log(stdout)
  if (status !== 0) process.exitCode = 1
  else if (isWriting) fill('docs/benchmarks.md', `bench-${name}`, `\`\`\`text\n${stdout.trim()}\n\`\`\``, true)
}
