import { existsSync } from 'node:fs'

/** Without them the tests would run with the newest versions and prove nothing. */
export function setup(): void {
  for (const name of ['react', 'react-dom', 'vue']) {
    if (!existsSync(new URL(`node_modules/${name}/package.json`, import.meta.url))) {
      throw new Error(
        `test/older/node_modules has no ${name}: run \`npm ci --prefix test/older\`, then these tests again`,
      )
    }
  }
}
