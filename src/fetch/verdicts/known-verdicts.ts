import type { Verdict } from '../../verdict/index.js'

/** What is known of what a caller may hold: the response, its headers, and the `Request`. */
export const verdicts: WeakMap<object, Verdict> = new WeakMap()

/** The verdict that was remembered for this very object. */
export function verdictOn(value: object): Verdict | undefined {
  return verdicts.get(value)
}
