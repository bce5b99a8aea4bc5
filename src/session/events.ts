import type { CredentialsRejected, Forbidden, Reauthenticate, ThirdPartyKeyInvalid, Verdict } from '../verdict/index.js'
import { assertOption } from './assert-option.js'
import { callSafely } from './store.js'

/** A request by method and bare URL (origin and path). */
export interface RequestSummary {
  readonly method: string
  readonly url: string
}

/** A refusal that the UI may react to; one cause is one event however many requests it hits. */
export interface VerdictEvent<T extends string, V extends Verdict> {
  readonly type: T
  readonly verdict: V
  readonly request: RequestSummary
  /** How many requests the cause has hit so far; grows while listeners keep the event. */
  readonly count: number
}

/** An ask ended: the `count` requests that waited are sent again when it `renewed`, and settle with their refusal otherwise. */
export interface ResumedEvent {
  readonly type: 'resumed'
  /** `failed`: for a reason that may pass; nobody was signed out for it. */
  readonly outcome: 'renewed' | 'declined' | 'failed'
  /** False for a silent renewal. */
  readonly byUser: boolean
  /** True when another tab did it. */
  readonly elsewhere: boolean
  readonly count: number
}

/** What a listener gets, by the type of the event. */
export interface AuthEvents {
  readonly reauthenticate: VerdictEvent<'reauthenticate', Reauthenticate>
  readonly 'credentials-rejected': VerdictEvent<'credentials-rejected', CredentialsRejected>
  readonly forbidden: VerdictEvent<'forbidden', Forbidden>
  readonly 'third-party-key-invalid': VerdictEvent<'third-party-key-invalid', ThirdPartyKeyInvalid>
  readonly verdict: VerdictEvent<'verdict', Verdict>
  /** A request waits for the renewal or sign-in that is under way; `count` is how many wait by now. */
  readonly waiting: VerdictEvent<'waiting', Reauthenticate>
  readonly resumed: ResumedEvent
  readonly 'signed-in': { readonly type: 'signed-in' }
  readonly 'signed-out': {
    readonly type: 'signed-out'
    /** True when another tab did it. */
    readonly elsewhere: boolean
    readonly verdict?: Verdict
  }
  readonly 'integration-fixed': { readonly type: 'integration-fixed'; readonly integration: string }
}

/** The types of events that `auth.on` knows. */
export type AuthEventType = keyof AuthEvents

const types: readonly AuthEventType[] = [
  'reauthenticate',
  'credentials-rejected',
  'forbidden',
  'third-party-key-invalid',
  'verdict',
  'waiting',
  'resumed',
  'signed-in',
  'signed-out',
  'integration-fixed',
]

/** How long a listener stays, as `addEventListener` has it (DOM §2.7). */
export interface ListenOptions {
  /** Removes the listener when it is aborted. */
  readonly signal?: AbortSignal
  /** Removes the listener after its first event. */
  readonly once?: boolean
}

export interface Events {
  readonly emit: (event: AuthEvents[AuthEventType]) => void
  readonly on: <T extends AuthEventType>(
    type: T,
    listener: (event: AuthEvents[T]) => void,
    options?: ListenOptions,
  ) => () => void
  /** From here on nothing is heard, by listeners that come later neither. */
  readonly close: () => void
}

export function createEvents(): Events {
  const listeners = new Map<string, Set<(event: never) => void>>(types.map((type) => [type, new Set()]))
  let isClosed = false
  return {
    emit: (event) => {
      // Every listener in the set was added for this very type, which the map's type cannot say.
      for (const listener of listeners.get(event.type) ?? []) callSafely(() => listener(event as never))
    },
    on: (type, listener, options = {}) => {
      const known = listeners.get(type)
      if (!known) throw new TypeError(`on: unknown event type \`${type}\`; known are ${types.join(', ')}`)
      assertOption(typeof listener === 'function', 'listener', 'a function', 'on')
      if (isClosed || options.signal?.aborted) return () => {}
      // A wrapper of its own for each call, so that the same function may listen twice.
      const entry: typeof listener = (event) => {
        if (options.once) off()
        return listener(event)
      }
      const off = (): void => {
        listeners.get(type)?.delete(entry)
        options.signal?.removeEventListener('abort', off)
      }
      // A new set each time: a listener that adds listeners does not meet them in the same round.
      listeners.set(type, new Set(known).add(entry))
      options.signal?.addEventListener('abort', off, { once: true })
      return off
    },
    close: () => {
      isClosed = true
      for (const type of types) listeners.set(type, new Set())
    },
  }
}
