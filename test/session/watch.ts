import type { World } from './world.ts'

/** What is known of a promise so far. */
export function watch<T>(promise: Promise<T>): { value?: T } {
  const seen: { value?: T } = {}
  void promise.then((value) => {
    seen.value = value
  })
  return seen
}

/** What the promise came to within `ms` of the world's time; undefined when it is pending still. */
export async function settled<T>(world: World, promise: Promise<T>, ms = 1_000): Promise<T | undefined> {
  const seen = watch(promise)
  await world.advance(ms)
  return seen.value
}

/** A handler that never answers. */
export function never(): Promise<never> {
  return new Promise(() => {})
}
