import type { Entry } from '../timeline/entry.js'

/** Which entry the details show: the one that the developer reads, else the newest refusal, else the newest entry. */
export interface Reading {
  /** The developer reads this entry, or the one that is shown: it stays when new ones come. */
  readonly read: (id?: string) => void
  readonly entryOf: (visible: readonly Entry[]) => { readonly entry: Entry | undefined; readonly isRead: boolean }
}

export function createReading(): Reading {
  let shown: string | undefined
  let isRead = false
  return {
    read: (id = shown) => {
      shown = id
      isRead = true
    },
    entryOf: (visible) => {
      const read = isRead ? visible.find(({ id }) => id === shown) : undefined
      const entry = read ?? visible.find(({ type }) => type === 'refusal') ?? visible[0]
      isRead = read !== undefined
      shown = entry?.id
      return { entry, isRead }
    },
  }
}
