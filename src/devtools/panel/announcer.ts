import type { Entry } from '../timeline/entry.js'

/**
 * Tells screen readers of new refusals in this tab, in one short sentence for all of them; earlier ones are not new.
 */
export function createAnnouncer(live: HTMLElement): (entries: readonly Entry[]) => void {
  let known: ReadonlySet<string> | undefined
  return (entries) => {
    const refusals = entries.filter((entry) => entry.type === 'refusal' && !entry.elsewhere)
    const added = known === undefined ? [] : refusals.filter(({ id }) => known?.has(id) === false)
    known = new Set(refusals.map(({ id }) => id))
    const [first] = added
    if (first?.type === 'refusal') {
      live.textContent =
        added.length === 1
          ? `Refused: ${first.verdict.status}, ${first.verdict.reason}`
          : `${added.length} new refusals`
    }
  }
}
