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

/** How late a renewal may begin, ms: after that, what is sent meanwhile would likely be refused. */
const LATE_MS = 1_000

export interface Schedule {
  /** A request is about to be sent: no timer runs while the machine sleeps or the page is hidden. */
  readonly check: () => void
  /** The login changed, and the time with it; one that has passed by now is no reason to renew what is new. */
  readonly restart: () => void
  readonly dispose: () => void
}

/**
 * Calls `due` once for each time that `at` gives: when it has come and the page is visible. A time that passed while the
 * machine slept or the page was hidden is due once, when it is shown, or when a request is sent.
 */
export function createSchedule(
  at: () => number | undefined,
  { now, after, visible, onShow }: Ports,
  due: (isLate: boolean) => void,
): Schedule {
  let last: number | undefined
  let cancel = (): void => {}
  /** A time that is to be waited for, or that came and was not due yet. */
  const next = (): number | undefined => {
    const time = at()
    return time === undefined || !Number.isFinite(time) || time === last ? undefined : time
  }
  const begin = (time: number): void => {
    last = time
    due(now() - time >= LATE_MS)
  }
  const look = (fresh: boolean): void => {
    cancel()
    const time = next()
    if (time === undefined) return
    const left = time - now()
    if (left > 0) cancel = after(Math.min(left, LONGEST), () => look(false), { background: true })
    else if (fresh) last = time
    else if (visible()) begin(time)
  }
  const off = onShow(() => look(false))
  look(false)
  return {
    check: () => {
      const time = next()
      if (time !== undefined && time <= now()) begin(time)
    },
    restart: () => look(true),
    dispose: () => {
      cancel()
      off()
    },
  }
}

/** Renews when `renewAt` says so; the time is read again whenever the login changed. Undefined where no time is given. */
export function watchTime(
  { renewAt, renew }: SessionOptions,
  ports: Ports,
  state: Store<AuthState>,
  due: (isLate: boolean) => void,
): Pick<Schedule, 'check' | 'dispose'> | undefined {
  if (renewAt === undefined || renew === undefined) return undefined
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
  return {
    check: schedule.check,
    dispose: () => {
      off()
      schedule.dispose()
    },
  }
}
