import type { FetchMode, Session, SessionSnapshot } from '../session/index.js'
import { Credentials } from './credentials/apply-credentials.js'
import { Call, type Sent, signalOf } from './call.js'
import { createCarrier, registerFetch } from './carrier.js'
import type { Client, Fetch } from './client.js'
import { conclude, recover } from './conclude.js'
import type { FetchEngine } from './engine.js'
import { dropReplay } from './replay/drop-replay.js'
import { type FetchArguments, handOut } from './replay/replay.js'
import { isRequest, requestOf, urlOf } from './request-kind.js'
import { createTargets } from './target.js'
import { verdicts } from './verdicts/known-verdicts.js'
import type { Wire } from './wire.js'

/** `own` gives the app's carrier, and is asked for each attempt; undefined stands for the global fetch. */
export type CreateFetch = (own: () => Fetch | undefined, mode?: FetchMode, client?: Client) => Fetch

/** Makes drop-in `fetch`es that join a session. They ask for its credentials together: `authorize` of one may call another. */
export function createFetches(session: Session<FetchEngine>): CreateFetch {
  const { resolve, isOwn } = createTargets(session.origins)
  const credentials = new Credentials(session, isOwn)
  return (own, mode = 'interactive', client = {}) => {
    const before = globalThis.fetch
    const carrier = createCarrier(own, session, before, client)
    const repeat: Wire['repeat'] = (call, args) => sendWhenReady(wire, call, args, session.engine?.beforeSend(call))
    const wire: Wire = { session, mode, client, credentials, carrier, isOwn, repeat }
    const fetch = (...args: [] | [input: RequestInfo | URL, init?: RequestInit | undefined]): Promise<Response> => {
      try {
        if (args.length === 0) throw new TypeError('fetch: at least 1 argument is needed')
        return begin(wire, resolve(args[0]), args[0], args[1])
      } catch (error) {
        return Promise.reject(error)
      }
    }
    return registerFetch(fetch, session, before)
  }
}

/** `url` is undefined for a call to an origin that is not listed. */
function begin(
  wire: Wire,
  url: string | undefined,
  input: RequestInfo | URL,
  init: RequestInit | undefined,
): Promise<Response> {
  const { session, carrier, credentials } = wire
  // The platform refuses an aborted call, before anything else could run.
  if (url === undefined || signalOf(input, init)?.aborted) {
    const answer = Promise.resolve(carrier.send([input, init]))
    if (url === undefined) session.watchUnlisted(urlOf(input), answer)
    return answer
  }
  if (carrier.isSending(url)) return carrier.sendBefore([input, init])
  // A `Request` that is sent anew has no verdict yet.
  if (typeof input !== 'string') verdicts.delete(input)
  const call = new Call(wire, url, input, init)
  const { first, isStream } = call.replay
  const isSentAsText = isStream && !('duplex' in Request.prototype)
  if (isSentAsText) session.hint((engine) => engine.warnOfStream(init?.body))
  const ready = session.engine?.beforeSend(call)
  if (ready || credentials.exist) return sendWhenReady(wire, call, first, ready)
  // The way of nearly all requests: one promise of ours, and nothing waited for.
  return send(wire, call, { args: first, snapshot: session.snapshot(), replayed: false })
}

function send(wire: Wire, call: Call, sent: Sent): Promise<Response> {
  return Promise.resolve(wire.carrier.send(handOut(sent.args))).then(
    (response) => conclude(wire, call, sent, response),
    (error: unknown) => recover(wire, call, sent, error),
  )
}

async function sendWhenReady(
  wire: Wire,
  call: Call,
  given: FetchArguments,
  ready: Promise<void> | undefined,
): Promise<Response> {
  const { session, credentials } = wire
  // A caller's Request is used up by the call, not when its turn comes.
  let args: FetchArguments = ready && isRequest(given[0]) ? [requestOf(...given), given[1]] : given
  let snapshot: SessionSnapshot
  try {
    if (ready) await ready
    snapshot = session.snapshot()
    if (credentials.exist) args = await credentials.apply(args, { replay: false, signal: call.signal })
    session.login.assertSameLogin(snapshot)
  } catch (error) {
    dropReplay(call.replay)
    throw error
  }
  return send(wire, call, { args, snapshot, replayed: false })
}
