import { RENEW_TIMEOUT_MS } from '../renewal/call-handler.js'
import type { Ports } from '../ports.js'
import { pause } from '../pause.js'

/** How long a tab that acts is waited for, ms; more while it says that the user is being asked. */
export const LOCK_TIMEOUT_MS: number = RENEW_TIMEOUT_MS + 5_000
/** By how much the word of a tab may come later than its lock, ms. */
export const LOCK_HANDOVER_MS = 50

/** The right to act, until it is released or another tab takes it by force. */
export interface HeldLock {
  readonly wasStolen: () => boolean
  readonly release: () => void
}

/** Where there is nothing to hold. */
export const noLock: HeldLock = { wasStolen: () => false, release: () => {} }

type Lock = NonNullable<Ports['lock']>

/** How long the others are waited for; it moves while they say what they do. */
export interface LockDeadline {
  until: number
}

/** Waits for the lock as long as there is patience, and then takes it by force. Rejects when it cannot be had. */
export async function acquireLock(
  lock: Lock,
  name: string,
  signal: AbortSignal,
  ports: Ports,
  patience: LockDeadline,
): Promise<HeldLock> {
  patience.until = Math.max(patience.until, ports.now() + LOCK_TIMEOUT_MS)
  for (;;) {
    const left = patience.until - ports.now()
    const held = await tryAcquire(lock, name, signal, left, ports)
    if (!held) continue
    if (left > 0) return held
    // Others may have lost their patience at the same moment: the last of them has it, and we wait again.
    await pause(LOCK_HANDOVER_MS, ports)
    if (!held.wasStolen()) return held
    patience.until = ports.now() + LOCK_TIMEOUT_MS
  }
}

/** Undefined when `ms` were not enough; by force when there are none. */
function tryAcquire(
  lock: Lock,
  name: string,
  signal: AbortSignal,
  ms: number,
  { after }: Ports,
): Promise<HeldLock | undefined> {
  return new Promise((resolve, reject) => {
    const late = new AbortController()
    const steal = ms <= 0
    const cancel = steal ? () => {} : after(ms, () => late.abort())
    let lost = false
    const act = (): Promise<void> => {
      cancel()
      return new Promise((release) => {
        resolve({ wasStolen: () => lost, release })
      })
    }
    lock(name, steal ? { steal } : { signal: AbortSignal.any([signal, late.signal]) }, act).catch((error: unknown) => {
      cancel()
      // Of one that is held it means that another tab took it by force.
      lost = true
      if (late.signal.aborted && !signal.aborted) resolve(undefined)
      else reject(error)
    })
  })
}
