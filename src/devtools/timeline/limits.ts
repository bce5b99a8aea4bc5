import { CREDENTIAL_TIMEOUT_MS } from '../../fetch/credentials/apply-credentials.js'
import type { Auth } from '../../fetch/index.js'
import { madeWith } from '../../session/development/made-with.js'
import { PROBE_TIMEOUT_MS } from '../../session/refusals/probe.js'
import { RENEW_TIMEOUT_MS } from '../../session/renewal/call-handler.js'
import { duration } from './duration.js'
import type { Span } from './entry.js'
import { type Fields, isAmount } from './foreign-fields.js'

/** How long things may take at most in an app, ms; what the app has no handler for is left out. */
export interface Limits {
  /** A request waits at most so long, from its own refusal on. */
  readonly wait: number
  readonly renew?: number
  readonly signIn?: number
  /** `token` or `authorize`, for one attempt. */
  readonly credential?: number
  readonly probe?: number
}

const names: { readonly [L in keyof Limits]-?: string } = {
  wait: 'A request waits (maxWait)',
  renew: 'renew may take',
  signIn: 'signIn may take',
  credential: 'token or authorize may take',
  probe: 'probe may take',
}

/** The limits of the app that made `auth`; undefined while its engine is not there, and for an `Auth` of a test. */
export function limitsOf({ on }: Pick<Auth, 'on'>): Limits | undefined {
  const session = madeWith.get(on)
  if (session === undefined) return undefined
  const { maxWait, options } = session
  const { renew, signIn, probe, token, authorize } = options
  return {
    wait: maxWait,
    ...(renew && { renew: Math.min(RENEW_TIMEOUT_MS, maxWait) }),
    ...(signIn && { signIn: maxWait }),
    ...((token ?? authorize) && { credential: CREDENTIAL_TIMEOUT_MS }),
    ...(probe !== undefined && { probe: PROBE_TIMEOUT_MS }),
  }
}

/** The limits that another tab wrote; undefined when they are none. */
export function readLimits(fields: Fields): Limits | undefined {
  const known = Object.fromEntries(
    Object.keys(names).flatMap((name) => (isAmount(fields[name]) ? [[name, fields[name]]] : [])),
  )
  return 'wait' in known ? (known as unknown as Limits) : undefined
}

/**
 * A renewal or sign-in that has not ended: its time so far, and the most that it may take. A handler that has not ended in its
 * time has not begun: the lock is waited for, and each request has a limit of its own.
 */
export function underWayWords({ what, at, askedAt, limits }: Span, now: number): string {
  const ms = Math.max(0, now - (askedAt ?? at))
  const time = `under way for ${duration(ms)}`
  if (limits === undefined) return time
  const isSilent = askedAt === undefined && (what === 'renewal' || what === 'nonce')
  const own = isSilent ? limits.renew : limits.signIn
  return own === undefined || ms > own
    ? `${time}, a request waits at most ${duration(limits.wait)}`
    : `${time}, at most ${duration(own)}`
}

/** The limits by what they bound, in words. */
export function limitRows(limits: Limits): readonly (readonly [what: string, most: string])[] {
  return Object.entries(names).flatMap(([name, what]) => {
    const ms = limits[name as keyof Limits]
    return ms === undefined ? [] : [[what, `at most ${duration(ms)}`] as const]
  })
}
