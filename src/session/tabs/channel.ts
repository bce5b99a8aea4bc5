import type { ChannelPort } from '../ports.js'
import { warnOnce } from '../warn.js'

/** Names that a session of this page has. */
const names = new Set<string>()

/** Opens the channel; a browser that blocks storage may refuse it, and then this tab acts alone. */
export function openChannel(name: string, hear: (message: unknown) => void): ChannelPort {
  if (names.has(name)) {
    warnOnce(
      'two-sessions',
      `two sessions of this page share the name "${name}", so that a sign-out of one ends the other; give each its own: createAuth({ tabs: 'name' })`,
    )
  }
  names.add(name)
  let channel: BroadcastChannel | undefined
  try {
    channel = new BroadcastChannel(name)
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => hear(data))
  } catch {
    channel = undefined
  }
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
    post: (message) => channel?.postMessage(message),
    close: () => {
      names.delete(name)
      channel?.close()
    },
  }
}
