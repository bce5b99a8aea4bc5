import type { Ports } from '../ports.js'
import { AFTER } from './event-id.js'
import type { TabMessage } from './message.js'
import { createSharedId, type PageClock, type SharedId } from './shared-id.js'

type Announcement = Extract<TabMessage, { readonly type: 'renewed' | 'signed-out' }>

/** What this tab knows of the renewals and the sign-outs of all tabs. */
export interface TabHistory {
  /** Learns of what another tab says; false when this tab knows it already, or when it is outlived. */
  readonly observe: (message: TabMessage) => boolean
  /** Whether another tab renewed since this tab last knew; under the lock the answer is never stale. */
  readonly readRenewal: () => Promise<boolean>
  /** What other tabs did since this tab last knew, in order. */
  readonly catchUp: () => Promise<readonly ('renewed' | 'signed-out')[]>
  /** Names an event of this tab; `post` tells the others before the id is stored. */
  readonly announce: (event: AnnouncedEvent, post: (message: Announcement) => void) => void
}

export type AnnouncedEvent =
  | { readonly type: 'renewed'; readonly byUser: boolean; readonly level: 1 | 2 }
  | { readonly type: 'signed-out' }

export function createTabHistory(name: string, ports: Ports, clock: PageClock): TabHistory {
  const renewals = createSharedId(name, ports, clock)
  // Of the very millisecond in which the page began: a renewal too many is harmless, and a sign-out too many is not.
  const departures = createSharedId(`${name}:signed-out`, ports, { ...clock, began: clock.began + 1 })
  /** True while a sign-out is the last that this tab knows of. */
  let isSignedOut = false
  /** A silent renewal of a tab that had not heard of the sign-out yet: it was a renewal of the login that ended. */
  const isOutlived = ({ id, byUser }: { readonly id: string; readonly byUser: boolean }): boolean =>
    isSignedOut && !byUser && id.includes(AFTER) && !id.endsWith(AFTER + departures.latest())

  return {
    observe: (message) => {
      if (message.type === 'renewed') {
        if (!renewals.observe(message.id) || isOutlived(message)) return false
        // It came after that sign-out, whose own message must not end it.
        const departure = message.id.split(AFTER, 2)[1] ?? ''
        if (departure !== '') departures.observe(departure)
        isSignedOut = false
      }
      if (message.type === 'signed-out') {
        // Version 0.1 sends no id: each of its messages is news.
        if (message.id !== '' && !departures.observe(message.id)) return false
        isSignedOut = true
      }
      return true
    },
    readRenewal: async () => (await renewals.readNews()) !== undefined,
    catchUp: async () => {
      const changes = await readChanges(renewals, departures)
      if (changes.length > 0) isSignedOut = changes.at(-1) === 'signed-out'
      return changes
    },
    announce: (event, post) => {
      isSignedOut = event.type === 'signed-out'
      const shared = event.type === 'signed-out' ? departures : renewals
      const id = shared.create(event.type === 'signed-out' ? '' : AFTER + departures.latest(), clock.postedId())
      if (clock.isSuperseded()) return
      post({ ...event, id })
      void shared.store(id)
    },
  }
}

async function readChanges(renewals: SharedId, departures: SharedId): Promise<readonly ('renewed' | 'signed-out')[]> {
  const [renewal, departure] = await Promise.all([renewals.readNews(), departures.readNews()])
  if (renewal === undefined) return departure === undefined ? [] : ['signed-out']
  if (departure === undefined) return ['renewed']
  return renewal.endsWith(AFTER + departure) ? ['signed-out', 'renewed'] : ['renewed', 'signed-out']
}
