import { type Entry, readEntry } from './entry.js'

/** A `BroadcastChannel`, or what stands for one in a test; what it hears is foreign. */
export type OpenChannel = (
  name: string,
  hear: (message: unknown) => void,
) => { readonly post: (message: unknown) => void; readonly close: () => void }

export const CHANNEL = 'why401-devtools'

/** What this tab tells the others, and hears of them. */
export interface OtherTabs {
  readonly tell: (entries: readonly Entry[]) => void
  readonly leave: () => void
}

/** What to do with what other tabs say. */
export interface Listener {
  readonly heard: (entry: Entry) => void
  /** A tab is gone: what it had under way, nobody will end. */
  readonly left: (tab: string) => void
  /** A tab asks what there was before it came. */
  readonly asked: () => readonly Entry[]
}

/** Joins the panels of this origin's tabs: entries only, which are fit to show. Without `BroadcastChannel` there is nobody else. */
export function joinTabs(tab: string, listener: Listener, open: OpenChannel = openChannel): OtherTabs {
  const channel = open(CHANNEL, (message) => {
    if (typeof message !== 'object' || message === null) return
    const get = (name: string): unknown => Reflect.get(message, name)
    const [type, from, entries] = [get('type'), get('tab'), get('entries')]
    if (typeof from !== 'string' || from === '' || from === tab) return
    if (type === 'hello') post({ type: 'entries', entries: listener.asked() })
    if (type === 'bye') listener.left(from)
    if (type !== 'entries' || !Array.isArray(entries)) return
    for (const value of entries.slice(0, 1000)) {
      const entry = readEntry(value)
      if (entry?.id.startsWith(`${from}:`)) listener.heard(entry)
    }
  })

  function post(message: { readonly type: string; readonly entries?: readonly Entry[] }): void {
    channel.post({ ...message, tab })
  }

  post({ type: 'hello' })
  return {
    tell: (entries) => post({ type: 'entries', entries }),
    leave: () => {
      post({ type: 'bye' })
      channel.close()
    },
  }
}

function openChannel(name: string, hear: (message: unknown) => void): ReturnType<OpenChannel> {
  if (typeof BroadcastChannel !== 'function') return { post: () => {}, close: () => {} }
  const channel = new BroadcastChannel(name)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => hear(data))
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
    post: (message) => channel.postMessage(message),
    close: () => channel.close(),
  }
}
