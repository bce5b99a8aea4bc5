import type { Socket } from 'socket.io-client'
import type { Auth } from 'why401'

/** What the server's middleware passes to `next`: `Object.assign(new Error('token expired'), { data: { status: 401 } })`. */
interface Refused extends Error {
  readonly data?: { readonly status?: number }
}

// #region recipe
/** For `io(url, { auth: (send) => send({ token }) })`: the function is called for each handshake, with the newest token. */
export function renewSocket(auth: Auth, socket: Socket, onRefused: (error: Error) => void): void {
  let mayRenew = true
  socket.on('connect', () => {
    mayRenew = true
  })
  socket.on('connect_error', (error: Refused) => {
    if (socket.active) return // there was no answer; socket.io tries again by itself
    void connectAgain(error.data?.status === 401, error)
  })
  socket.on('disconnect', (reason) => {
    // The server ended it, and socket.io does not connect again by itself.
    if (reason === 'io server disconnect') void connectAgain(true, new Error(reason))
  })
  const connectAgain = async (canHelp: boolean, error: Error): Promise<void> => {
    const isRenewed = canHelp && mayRenew && (await auth.renew())
    mayRenew = false // until it connects
    if (isRenewed) socket.connect()
    else onRefused(error)
  }
}
// #endregion
