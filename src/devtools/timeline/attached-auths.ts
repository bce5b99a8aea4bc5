import { mustBeAuth } from '../../fetch/index.js'
import type { DevtoolsAuth } from './recorder.js'
import type { Timeline } from './timeline.js'

/** An `Auth` with the name that the panel shows for it; '' where there is but one. */
export interface Named {
  readonly auth: DevtoolsAuth
  readonly name: string
}

/** The `Auth`s of one panel: listened to while it is in the page, and known while it is not. */
export interface Logins {
  readonly add: (auth: DevtoolsAuth, name: string) => () => void
  readonly list: () => readonly Named[]
  readonly follow: () => void
  readonly rest: () => void
}

export function createLogins(timeline: Timeline, changed: () => void): Logins {
  const logins = new Map<DevtoolsAuth, { readonly name: string; stop?: () => void }>()
  let following = false

  function follow(): void {
    following = true
    for (const [auth, login] of logins) {
      if (login.stop) continue
      const undo = [
        timeline.follow(auth, login.name),
        ...[auth.state, auth.integrations].map((store) => store.subscribe(changed)),
      ]
      login.stop = () => {
        for (const act of undo) act()
        delete login.stop
      }
    }
    changed()
  }

  return {
    add: (auth, name) => {
      mustBeAuth(auth, 'attach')
      logins.get(auth)?.stop?.()
      const login = { name }
      logins.set(auth, login)
      if (following) follow()
      return () => {
        // Attached again meanwhile: then that one counts.
        if (logins.get(auth) !== login) return
        logins.get(auth)?.stop?.()
        logins.delete(auth)
        changed()
      }
    },
    list: () => [...logins].map(([auth, { name }]) => ({ auth, name })),
    follow,
    rest: () => {
      following = false
      for (const { stop } of logins.values()) stop?.()
    },
  }
}
