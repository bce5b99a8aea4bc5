import type { Client, Fetch } from './client.js'
import type { FetchArguments } from './replay/replay.js'
import { urlOf } from './request-kind.js'

/** What is known of a fetch that we made: its session, and the global fetch of the time when it was made. */
const made = new WeakMap<Fetch, { readonly session: object; readonly before: Fetch }>()

/** Remembers that a fetch is one of ours, so that it is never taken for the platform's, whose name and length it gets. */
export function registerFetch(fetch: Fetch, session: object, before: Fetch): Fetch {
  made.set(fetch, { session, before })
  return Object.defineProperties(fetch, { name: { value: 'fetch' }, length: { value: 1 } })
}

/** What a fetch of this session sends with; without this, the session would be asked twice for one request. */
function unwrap(carrier: Fetch, session: object): Fetch {
  let inner = carrier
  for (let own = made.get(inner); own?.session === session; own = made.get(inner)) inner = own.before
  return inner
}

/**
 * The global fetch, looked up when a request is sent, so that what replaces it later (a test, a polyfill, a tracer) is
 * used. Where the app put one of ours in its place, the one of before: a fetch that sent its requests by itself would
 * never end.
 */
function globalCarrier(session: object, before: Fetch): Fetch {
  return unwrap(made.has(globalThis.fetch) ? before : globalThis.fetch, session)
}

/** Sends attempts. */
export interface Carrier {
  readonly send: (args: FetchArguments) => Promise<Response>
  /** True while the global fetch is given the attempt for this very URL: then it is a wrapper around ours. */
  readonly isSending: (url: string) => boolean
  /** Sends with the global fetch of before, whatever stands in its place by now. */
  readonly sendBefore: (args: FetchArguments) => Promise<Response>
}

/** `own` gives the app's carrier; undefined stands for the global fetch. */
export function createCarrier(own: () => Fetch | undefined, session: object, before: Fetch, client: Client): Carrier {
  let sending: string | undefined

  const hand = (carrier: Fetch, [input, init]: FetchArguments, isGlobal: boolean): Promise<Response> =>
    client.send ? client.send(carrier, input, init, isGlobal) : carrier(input, init)

  return {
    send: (args) => {
      const carrier = own()
      if (carrier) return hand(carrier, args, false)
      const outer = sending
      sending = urlOf(args[0])
      try {
        return hand(globalCarrier(session, before), args, true)
      } finally {
        sending = outer
      }
    },
    isSending: (url) => sending === url,
    sendBefore: (args) => hand(unwrap(before, session), args, true),
  }
}
