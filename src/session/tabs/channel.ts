import type { ChannelPort } from '../ports.js'

/** @throws DOMException where the browser blocks storage; then this tab acts alone */
export function openChannel(name: string, hear: (message: unknown) => void): ChannelPort {
  const channel = new BroadcastChannel(name)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => hear(data))
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
    post: (message) => channel.postMessage(message),
    close: () => channel.close(),
  }
}
