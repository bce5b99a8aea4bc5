import type { Entry } from './entry.js'
import { readEntry } from './read-entry.js'

/** Opens a `BroadcastChannel`, or a test's replacement; its messages are foreign input. */
export type OpenChannel = (
  name: string,
  onMessage: (message: unknown) => void,
) => { readonly post: (message: unknown) => void; readonly close: () => void }

export const CHANNEL_NAME = 'why401-devtools'

/** The panels in the other tabs of this origin. */
export interface OtherTabs {
  readonly broadcast: (entries: readonly Entry[]) => void
  readonly leave: () => void
}

/** What this tab does with messages of other tabs. */
export interface TabListener {
  readonly onEntry: (entry: Entry) => void
  /** A tab is gone: its open spans never end. */
  readonly onTabGone: (tab: string) => void
  /** A tab has come: it gets the entries that this tab recorded. */
  readonly ownEntries: () => readonly Entry[]
}

/**
 * Joins the panels of this origin's tabs: they exchange entries, which are fit to show. Without `BroadcastChannel` this
 * tab is alone.
 */
export function joinTabs(tab: string, listener: TabListener, open: OpenChannel = openChannel): OtherTabs {
  const channel = open(CHANNEL_NAME, (message) => {
    if (typeof message !== 'object' || message === null) return
    const get = (name: string): unknown => Reflect.get(message, name)
    const [type, from, entries] = [get('type'), get('tab'), get('entries')]
    if (typeof from !== 'string' || from === '' || from === tab) return
    if (type === 'hello') post({ type: 'entries', entries: listener.ownEntries() })
    if (type === 'bye') listener.onTabGone(from)
    if (type !== 'entries' || !Array.isArray(entries)) return
    for (const value of entries.slice(0, 1000)) {
      const entry = readEntry(value)
      if (entry?.id.startsWith(`${from}:`)) listener.onEntry(entry)
    }
  })

  function post(message: { readonly type: string; readonly entries?: readonly Entry[] }): void {
    channel.post({ ...message, tab })
  }

  post({ type: 'hello' })
  return {
    broadcast: (entries) => post({ type: 'entries', entries }),
    leave: () => {
      post({ type: 'bye' })
      channel.close()
    },
  }
}

function openChannel(name: string, onMessage: (message: unknown) => void): ReturnType<OpenChannel> {
  if (typeof BroadcastChannel !== 'function') return { post: () => {}, close: () => {} }
  const channel = new BroadcastChannel(name)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => onMessage(data))
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
    post: (message) => channel.postMessage(message),
    close: () => channel.close(),
  }
}
