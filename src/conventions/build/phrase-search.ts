/** How many characters the search looks at together; a shorter phrase is never found. */
export const SHORTEST_PHRASE = 3
const SLOTS = 8192

/**
 * Builds a search that says which of many phrases stand in a text (Wu and Manber, "A fast algorithm for multi-pattern
 * searching", 1994). Most steps skip several characters, so that the time hardly grows with the number of phrases.
 * docs/decisions/0009 compares it with one regular expression.
 */
export function createPhraseSearch(phrases: readonly string[]): (text: string) => ReadonlySet<string> {
  const length = Math.min(...phrases.map((phrase) => phrase.length))
  // For the last characters of a window: how far the window may move without missing a phrase.
  const skips = new Uint8Array(SLOTS).fill(Math.min(255, length - SHORTEST_PHRASE + 1))
  const endings = new Map<number, string[]>()
  for (const phrase of phrases) {
    for (let end = SHORTEST_PHRASE - 1; end < length; end++) {
      const slot = slotAt(phrase, end)
      skips[slot] = Math.min(skips[slot] ?? 0, length - 1 - end)
    }
    const slot = slotAt(phrase, length - 1)
    endings.set(slot, [...(endings.get(slot) ?? []), phrase])
  }
  return (text) => {
    const found = new Set<string>()
    for (let end = length - 1; end < text.length;) {
      const slot = slotAt(text, end)
      const skip = skips[slot] ?? 1
      if (skip === 0) {
        for (const phrase of endings.get(slot) ?? []) {
          if (text.startsWith(phrase, end - length + 1)) found.add(phrase)
        }
      }
      end += skip || 1
    }
    return found
  }
}

function slotAt(text: string, end: number): number {
  return ((text.charCodeAt(end - 2) * 961) ^ (text.charCodeAt(end - 1) * 31) ^ text.charCodeAt(end)) % SLOTS
}
