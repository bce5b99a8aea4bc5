import type { Reason } from '../../verdict/index.js'

/** Codes by what they mean: a reason, then all that mean it, apart by spaces; compared whole and with case. */
export function codeTable(table: { readonly [R in Reason]?: string }): ReadonlyMap<unknown, Reason> {
  return new Map(
    Object.entries(table).flatMap(([reason, codes]) => codes.split(' ').map((code) => [code, reason as Reason])),
  )
}

/** What a word means: of the patterns the first that fits. */
export function firstMatch<M>(patterns: readonly (readonly [M, RegExp])[], word: string): M | undefined {
  return patterns.find(([, pattern]) => pattern.test(word))?.[0]
}
