import type { Ports } from '../ports.js'
import { AFTER, createId } from './event-id.js'
import { timeOf } from './event-time.js'
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

export function createTabHistory(name: string, ports: Ports, page: PageClock): TabHistory {
  const { began, early, clock } = page
  // Where it is unclear, a renewal counts as new, which costs a request at most. A sign-out does not: not of the millisecond in which the page
  // began, and not of the future, since the clock was set back.
  const renewals = createSharedId(name, ports, page, (time) => time >= began)
  const departures = createSharedId(`${name}:signed-out`, ports, page, (time) => time > began && time <= early.now())
  /** True while a sign-out is the last that this tab knows of. */
  let isSignedOut = false
  /** When the user last signed in, here or in a tab that said so: what ended before is history. */
  let signedInAt = -Infinity
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
        // Any script of this origin can speak: no id is of the future.
        if (message.byUser) signedInAt = Math.max(signedInAt, Math.min(timeOf(message.id), early.now()))
      }
      if (message.type === 'signed-out') {
        if (!departures.observe(message.id)) return false
        isSignedOut = true
      }
      return true
    },
    readRenewal: async () => (await renewals.readNews()) !== undefined,
    catchUp: async () => {
      const changes = await readChanges(renewals, departures, signedInAt)
      if (changes.length > 0) isSignedOut = changes.at(-1) === 'signed-out'
      return changes
    },
    announce: (event, post) => {
      isSignedOut = event.type === 'signed-out'
      const shared = isSignedOut ? departures : renewals
      const id = clock.postedId ?? createId(early.now()) + (isSignedOut ? '' : AFTER + departures.latest())
      shared.observe(id)
      if (event.type === 'renewed' && event.byUser) signedInAt = timeOf(id)
      if (clock.isSuperseded) return
      post({ ...event, id })
      void shared.store(id)
    },
  }
}

async function readChanges(
  renewals: SharedId,
  departures: SharedId,
  signedInAt: number,
): Promise<readonly ('renewed' | 'signed-out')[]> {
  const [renewal, stored] = await Promise.all([renewals.readNews(), departures.readNews()])
  const departure = stored !== undefined && timeOf(stored) < signedInAt ? undefined : stored
  if (renewal === undefined) return departure === undefined ? [] : ['signed-out']
  if (departure === undefined) return ['renewed']
  return renewal.endsWith(AFTER + departure) ? ['signed-out', 'renewed'] : ['renewed', 'signed-out']
}
