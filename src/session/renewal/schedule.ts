import type { Reauthenticate } from '../../verdict/index.js'
import type { PartsContext } from '../parts-context.js'
import type { Ports } from '../ports.js'
import { callSafely } from '../store.js'

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

/** Renews when `renewAt` says so. */
export interface Schedule {
  /** A request is about to be sent: no timer runs while the machine sleeps or the page is hidden. */
  readonly check: () => void
  readonly dispose: () => void
}

/**
 * Calls `due` once for each time that `renewAt` gives: when it has come and the page is visible. A time that passed while the
 * machine slept or the page was hidden is due once, when it is shown, or when a request is sent. Undefined where no time is
 * given.
 */
export function watchTime(
  { options, state, early }: Pick<PartsContext, 'options' | 'state' | 'early'>,
  { after, visible, onShow }: Ports,
  due: (isLate: boolean) => void,
): Schedule | undefined {
  const { renewAt, renew } = options
  if (renewAt === undefined || renew === undefined) return undefined
  const { now } = early
  let last: number | undefined
  let cancel = (): void => {}
  /** A time that is to be waited for, or that came and was not due yet. */
  const next = (): number | undefined => {
    let time: number | undefined
    if (state.get().status === 'signed-out') return undefined
    callSafely(() => {
      const value = typeof renewAt === 'function' ? renewAt() : renewAt
      time = value instanceof Date ? value.getTime() : value
    })
    return Number.isFinite(time) && time !== last ? time : undefined
  }
  const begin = (time: number): void => {
    last = time
    due(now() - time >= LATE_MS)
  }
  /** `isFresh`: the login changed, and the time with it; one that has passed by now is no reason to renew what is new. */
  const look = (isFresh: boolean): void => {
    cancel()
    const time = next()
    if (time === undefined) return
    const left = time - now()
    if (left > 0) cancel = after(Math.min(left, LONGEST), () => look(false), { background: true })
    else if (isFresh) last = time
    else if (visible()) begin(time)
  }
  const offShow = onShow(() => look(false))
  const offState = state.subscribe(({ status }) => {
    if (status === 'signed-in' || status === 'signed-out') look(true)
  })
  look(false)
  return {
    check: () => {
      const time = next()
      if (time !== undefined && time <= now()) begin(time)
    },
    dispose: () => {
      cancel()
      offShow()
      offState()
    },
  }
}
