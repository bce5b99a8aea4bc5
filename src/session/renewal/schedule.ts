import type { Reauthenticate } from '../../verdict/index.js'
import type { Ports } from '../ports.js'

/** The longest that a timer can wait, ms. */
const LONGEST = 2_147_483_647

/** What a renewal is told that no refusal led to. */
export const renewalDue: Reauthenticate = {
  kind: 'reauthenticate',
  reason: 'token-expired',
  remedy: 'renew',
  certainty: 'certain',
  status: 0,
  url: '',
  challenges: [],
  because: [
    {
      rule: 'session/renew-at',
      saw: 'the time to renew has come',
      where: 'renewAt',
      kind: 'reauthenticate',
      certainty: 'certain',
    },
  ],
}

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
    if (left > 0) cancel = after(Math.min(left, LONGEST), () => look(false))
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
