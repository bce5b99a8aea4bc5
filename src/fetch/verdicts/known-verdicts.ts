import type { Verdict } from '../../verdict/index.js'

/** What is known of what a caller may hold: the response, its headers, and the `Request`. */
export const verdicts: WeakMap<object, Verdict> = new WeakMap()
