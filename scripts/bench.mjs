// npm run bench [-- NAME …]: installs the peers beside the benchmarks, then runs them one after the other.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { run } from './install.mjs'

const peers = Object.keys(JSON.parse(readFileSync('bench/package.json', 'utf8')).dependencies)
if (!peers.every((name) => existsSync(`bench/node_modules/${name}`))) run('npm', ['install', '--prefix', 'bench', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'])
if (!existsSync('dist')) run('npm', ['run', '--silent', 'build'])

const all = readdirSync('bench').filter((file) => file.endsWith('.mjs')).map((file) => file.slice(0, -'.mjs'.length))
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  console.error(`No benchmark named ${unknown.join(', ')}; there are ${all.join(', ')}.`)
  process.exit(1)
}
for (const name of asked.length > 0 ? asked : all) {
  console.log(`\n# ${name}`)
  run('node_modules/.bin/node', [`bench/${name}.mjs`], { env: { ...process.env, WHY401_PEERS: 'bench/node_modules' } })
}
