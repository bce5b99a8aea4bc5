import type { Reauthenticate } from '../../verdict/index.js'
import type { Waiter } from './renewal-state.js'

/** A wait of the app's own: `auth.renew()` and `auth.signIn()`. */
export function withoutRequest(id: number, verdict: Reauthenticate): Waiter {
  return { id, verdict, request: undefined, level: 1, isOpen: false, mayAsk: true }
}
