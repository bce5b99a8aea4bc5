import type { Auth, Verdict } from 'why401'

export interface SocketOptions {
  /** Where the handshake goes, for `auth.check`. */
  readonly url: string
  /** Creates a socket with the newest token. */
  readonly connect: () => WebSocket
  readonly onMessage: (data: unknown) => void
  /** The verdict where there is one; undefined when nobody could renew. */
  readonly onRefused: (verdict?: Verdict) => void
}

// #region recipe
/** Codes with which servers close for want of a login: an app's own 4401, and 1008, "policy violation" (RFC 6455 §7.4.1). */
const refusals = new Set([4401, 1008])

export function openSocket(auth: Auth, { url, connect, onMessage, onRefused }: SocketOptions): { close: () => void } {
  let socket: WebSocket | undefined
  let mayRenew = true
  const open = (): void => {
    const current = connect()
    let isOpen = false
    socket = current
    current.addEventListener('open', () => {
      isOpen = true
    })
    current.addEventListener('message', ({ data }) => {
      mayRenew = true // the server talks to us: the next refusal is a new one
      onMessage(data)
    })
    current.addEventListener('close', ({ code }) => {
      const wasRefused = isOpen ? refusals.has(code) : code === 1006
      if (wasRefused && socket === current) void openAgain(current, isOpen)
    })
  }
  const openAgain = async (refused: WebSocket, wasOpen: boolean): Promise<void> => {
    // A handshake that fails tells a page nothing. A GET to the same address tells why, and renews if that helps.
    const verdict = wasOpen ? undefined : await auth.check(url).catch(() => undefined)
    const isRenewed = mayRenew && (wasOpen ? await auth.renew() : verdict?.kind === 'none')
    mayRenew = false
    if (socket !== refused) return
    if (isRenewed) open()
    else onRefused(verdict)
  }
  open()
  return {
    close: () => {
      const current = socket
      socket = undefined
      current?.close()
    },
  }
}
// #endregion
