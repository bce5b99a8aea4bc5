import type { ChannelPort, EarlyPorts } from '../ports.js'
import { callSafely } from '../store.js'
import { AFTER, createId, MAX_DEPARTURE } from './event-id.js'
import { openSafely } from './open-safely.js'

/** How the login changes, as tabs tell each other. */
export type LoginChange = 'renewed' | 'signed-out'

/** What a page tells the other tabs before its engine comes, and hears of them. */
export class EarlyTabs {
  readonly channel: ChannelPort | undefined
  /** Hears what the channel says: the engine's, once it is there. */
  hear = (_message: unknown): void => {}
  readonly #ports: EarlyPorts
  /** The id of the last sign-out that this page knows of. */
  #departure = ''
  #stopTelling = (): void => {}

  /** Without a `name` there are no other tabs. */
  constructor(name: string | undefined, ports: EarlyPorts, receive: (message: unknown) => void) {
    this.#ports = ports
    this.channel = name === undefined ? undefined : openSafely(() => ports.channel?.(name, receive))
  }

  /** Tells of a change, and of the newest once more when the page is left: it may be gone before the message was sent. Returns its id. */
  announce(type: LoginChange): string {
    const { now, onHide } = this.#ports
    const id = createId(now()) + (type === 'renewed' ? AFTER + this.#departure : '')
    const message = { type, id, byUser: true, level: 1 }
    const post = (): void => callSafely(() => this.channel?.post(message))
    post()
    this.endAnnouncing()
    if (onHide) this.#stopTelling = onHide(post)
    this.observe(message)
    return id
  }

  /** Takes note of a message; returns the change that it tells of. */
  observe(message: unknown): LoginChange | undefined {
    const { type, id } = Object(message) as { readonly type?: unknown; readonly id?: unknown }
    if (type === 'signed-out' && typeof id === 'string') this.#departure = id.slice(0, MAX_DEPARTURE)
    return type === 'renewed' || type === 'signed-out' ? type : undefined
  }

  /** From here on the engine tells what is to be told. */
  endAnnouncing(): void {
    this.#stopTelling()
  }
}
