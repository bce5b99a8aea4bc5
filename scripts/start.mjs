// npm start: installs, builds, serves the example app and prints its URL.
import { node, run } from './install.mjs'

run('npm', ['run', '--silent', 'build'])
run('npm', ['run', '--silent', 'build:examples'])
run(node, ['examples/server/main.ts'])
