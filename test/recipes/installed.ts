import { existsSync } from 'node:fs'

/** A missing library would fail each test by itself, with a message that says nothing of the cause. */
export function setup(): void {
  if (!existsSync(new URL('node_modules/ws/package.json', import.meta.url))) {
    throw new Error('test/recipes has no node_modules: run `npm ci --prefix test/recipes`, then these tests again')
  }
}
