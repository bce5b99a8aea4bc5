import type { FetchMode, Session } from '../session/index.js'
import { credentialsOf } from './credentials/apply-credentials.js'
import { type Call, createDescriber, type Sent, signalOf } from './call.js'
import { createCarrier, registerFetch } from './carrier.js'
import type { Client, Fetch } from './client.js'
import { conclude, recover } from './conclude.js'
import type { FetchEngine } from './engine.js'
import { dropReplay } from './replay/drop-replay.js'
import type { FetchArguments } from './replay/replay.js'
import { isRequest, requestOf } from './request-kind.js'
import { createTargets } from './target.js'
import { forgetRequest } from './verdicts/known-verdicts.js'
import type { Wire } from './wire.js'

/**
 * A drop-in `fetch` that joins a session. `own` gives the app's carrier, and is asked for each attempt; undefined stands for
 * the global fetch.
 */
export function createAuthFetch(
  session: Session<FetchEngine>,
  own: () => Fetch | undefined,
  mode: FetchMode = 'interactive',
  client: Client = {},
): Fetch {
  const before = globalThis.fetch
  const { resolve, isOwn } = createTargets(session.isOwnOrigin)
  const carrier = createCarrier(own, session, before, client)
  const credentials = credentialsOf(session, isOwn)
  const describe = createDescriber(session, mode, client)
  const repeat: Wire['repeat'] = (call, args) => sendWhenReady(wire, call, args, session.beforeSend(call))
  const wire: Wire = { session, client, credentials, carrier, isOwn, repeat }

  const begin = (input: RequestInfo | URL, init: RequestInit | undefined): Promise<Response> => {
    const url = resolve(input)
    // The platform refuses an aborted call, before anything else could run.
    if (url === undefined || signalOf(input, init)?.aborted === true) {
      const answer = Promise.resolve(carrier.send([input, init]))
      if (url === undefined) session.watchUnlisted(isRequest(input) ? input.url : String(input), answer)
      return answer
    }
    if (carrier.isSending(url)) return carrier.sendBefore([input, init])
    forgetRequest(input)
    const call = describe(url, input, init)
    const ready = session.beforeSend(call)
    return ready || credentials.exist ? sendWhenReady(wire, call, call.replay.first, ready) : sendAtOnce(wire, call)
  }

  const fetch = (...args: [] | [input: RequestInfo | URL, init?: RequestInit | undefined]): Promise<Response> => {
    try {
      if (args.length === 0) throw new TypeError('fetch: at least 1 argument is needed')
      return begin(args[0], args[1])
    } catch (error) {
      return Promise.reject(error)
    }
  }
  return registerFetch(fetch, session, before)
}

/** The way of nearly all requests: one promise of ours, and nothing waited for. */
function sendAtOnce(wire: Wire, call: Call): Promise<Response> {
  return send(wire, call, { args: call.replay.first, snapshot: wire.session.snapshot(), replayed: false })
}

function send(wire: Wire, call: Call, sent: Sent): Promise<Response> {
  return Promise.resolve(wire.carrier.send(sent.args)).then(
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
  let sent: Sent
  let args: FetchArguments = ready && isRequest(given[0]) ? [requestOf(...given), given[1]] : given
  try {
    if (ready) await ready
    const snapshot = session.snapshot()
    if (credentials.exist) args = await credentials.apply(args, { replay: false, signal: call.signal })
    session.assertSameLogin(snapshot)
    sent = { args, snapshot, replayed: false }
  } catch (error) {
    dropReplay(call.replay)
    throw error
  }
  return send(wire, call, sent)
}
