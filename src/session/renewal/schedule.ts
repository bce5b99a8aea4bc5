import type { Reauthenticate } from '../../verdict/index.js'
import type { SessionOptions } from '../options.js'
import type { Ports } from '../ports.js'
import type { AuthState } from '../state.js'
import { callSafely, type Store } from '../store.js'

/** The longest that a timer can wait, ms. */
const LONGEST = 2_147_483_647

/** A verdict for a handler that no refusal led to. */
function withoutRefusal(rule: string, saw: string, remedy: 'renew' | 'sign-in'): Reauthenticate {
  return {
    kind: 'reauthenticate',
    reason: 'token-expired',
    remedy,
    certainty: 'certain',
    status: 0,
    url: '',
    challenges: [],
    because: [{ rule, saw, where: 'the app', kind: 'reauthenticate', certainty: 'certain' }],
  }
}

/** The time of `renewAt` has come, or the app called `auth.renew()`. */
export const renewalDue: Reauthenticate = withoutRefusal('session/renew-at', 'the time to renew has come', 'renew')
/** The app called `auth.signIn()`. */
export const signInWanted: Reauthenticate = withoutRefusal('session/sign-in', 'the user wants to sign in', 'sign-in')

export interface Schedule {
  /** The login changed, and the time with it; one that has passed by now is no reason to renew what is new. */
  readonly restart: () => void
  readonly dispose: () => void
}

/**
 * Calls `due` once for each time that `at` gives: when it has come and the page is visible. A time that passed while the
 * machine slept or the page was hidden is due once, when it is shown.
 */
export function createSchedule(
  at: () => number | undefined,
  { now, after, visible, onShow }: Ports,
  due: () => void,
): Schedule {
  let last: number | undefined
  let cancel = (): void => {}
  const look = (fresh: boolean): void => {
    cancel()
    const time = at()
    if (time === undefined || !Number.isFinite(time) || time === last) return
    const left = time - now()
    if (left > 0) cancel = after(Math.min(left, LONGEST), () => look(false), { background: true })
    else if (fresh) last = time
    else if (visible()) {
      last = time
      due()
    }
  }
  const off = onShow(() => look(false))
  look(false)
  return {
    restart: () => look(true),
    dispose: () => {
      cancel()
      off()
    },
  }
}

/** Renews when `renewAt` says so; the time is read again whenever the login changed. */
export function watchTime(
  { renewAt, renew }: SessionOptions,
  ports: Ports,
  state: Store<AuthState>,
  due: () => void,
): () => void {
  if (renewAt === undefined || renew === undefined) return () => {}
  const at = (): number | undefined => {
    let time: number | undefined
    if (state.get().status === 'signed-out') return undefined
    callSafely(() => {
      const value = typeof renewAt === 'function' ? renewAt() : renewAt
      time = value instanceof Date ? value.getTime() : value
    })
    return time
  }
  const schedule = createSchedule(at, ports, due)
  const off = state.subscribe(({ status }) => {
    if (status === 'signed-in' || status === 'signed-out') schedule.restart()
  })
  return () => {
    off()
    schedule.dispose()
  }
}
