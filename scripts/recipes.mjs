// npm run test:recipes: installs the libraries of the recipes and a browser where they are missing, checks the types, runs the tests.
// Arguments go to vitest: `npm run test:recipes -- streams`.
import { installIn, node, run } from './install.mjs'

installIn('test/recipes')
run(node, ['scripts/browsers.ts'])
run('npx', ['--no-install', 'tsc', '-p', 'test/recipes'])
run('npx', ['--no-install', 'vitest', 'run', '--config', 'test/recipes/vitest.config.ts', ...process.argv.slice(2)])
