import { bareUrl } from '../response/index.js'
import type { FetchMode, Session } from '../session/index.js'
import { credentialsOf } from './apply-credentials.js'
import type { Call, Sent } from './call.js'
import { createCarrier, registerFetch } from './carrier.js'
import type { Client, Fetch } from './client.js'
import { handleRefusal, type Wire } from './handle-refusal.js'
import { isOwnAnswer, needsClassification } from './needs-classification.js'
import { type FetchArguments, prepareReplay } from './replay.js'
import { isRequest, requestOf } from './request-kind.js'
import { createTargets } from './target.js'

/**
 * A drop-in `fetch` that joins a session. `own` gives the app's carrier, and is asked for each attempt; undefined stands for
 * the global fetch.
 */
export function createAuthFetch(
  session: Session,
  own: () => Fetch | undefined,
  mode: FetchMode = 'interactive',
  client: Client = {},
): Fetch {
  const before = globalThis.fetch
  const { resolve, isOwn } = createTargets(session.isOwnOrigin)
  const carrier = createCarrier(own, session, before, client)
  const credentials = credentialsOf(session, isOwn)
  const describe = describerOf(session, client)
  const wire: Wire = { session, mode, client, credentials, carrier, conclude, reportSuccess, repeat }

  function conclude(call: Call, sent: Sent, response: Response): Response | Promise<Response> {
    if (!needsClassification(response, call.route.inspect)) {
      call.replay.drop()
      reportSuccess(call, sent, response)
      return response
    }
    return isOwnAnswer(response, isOwn) ? handleRefusal(wire, call, sent, response) : response
  }

  function reportSuccess({ method, url, route }: Call, { snapshot, replayed }: Sent, response: Response): void {
    if ((replayed || route.role === 'integration') && isOwnAnswer(response, isOwn)) {
      session.succeeded({ route, snapshot, replayed, summary: { method, url: bareUrl(url) } })
    }
  }

  function repeat(call: Call): Promise<Response> {
    return sendWhenReady(call, call.replay.again(), session.beforeSend(call.route, mode, call.signal))
  }

  /** The way of nearly all requests: one promise of ours, and nothing waited for. */
  const sendAtOnce = (call: Call): Promise<Response> => {
    const sent: Sent = { args: call.replay.first, snapshot: session.snapshot(), replayed: false }
    return Promise.resolve(carrier.send(sent.args)).then(
      (response) => conclude(call, sent, response),
      (error: unknown) => {
        call.replay.drop()
        throw error
      },
    )
  }

  const sendWhenReady = async (
    call: Call,
    given: FetchArguments,
    ready: Promise<void> | undefined,
  ): Promise<Response> => {
    // A caller's Request is used up by the call, not when its turn comes.
    let args: FetchArguments = ready && isRequest(given[0]) ? [requestOf(...given), given[1]] : given
    try {
      if (ready) await ready
      const snapshot = session.snapshot()
      if (credentials.exist) args = await credentials.apply(args, { replay: false, signal: call.signal })
      return await conclude(call, { args, snapshot, replayed: false }, await carrier.send(args))
    } catch (error) {
      call.replay.drop()
      throw error
    }
  }

  const begin = (input: RequestInfo | URL, init: RequestInit | undefined): Promise<Response> => {
    const url = resolve(input)
    // The platform refuses an aborted call, before anything else could run.
    if (url === undefined || signalOf(input, init)?.aborted === true) return carrier.send([input, init])
    if (carrier.isSending(url)) return carrier.sendBefore([input, init])
    const call = describe(url, input, init)
    const ready = session.beforeSend(call.route, mode, call.signal)
    return ready || credentials.exist ? sendWhenReady(call, call.replay.first, ready) : sendAtOnce(call)
  }

  const { fetch } = {
    // A member's name survives minifiers.
    fetch: (input: RequestInfo | URL, init: RequestInit | undefined): Promise<Response> => {
      try {
        return begin(input, init)
      } catch (error) {
        return Promise.reject(error)
      }
    },
  }
  Object.defineProperty(fetch, 'length', { value: 1 })
  registerFetch(fetch, session, before)
  return fetch
}

/** Fixes what a call is; the URL is parsed once more only where routes ask for its path. */
function describerOf({ options: { routes = [] }, matchRoute }: Session, client: Client) {
  const unmatched = matchRoute(new URL('https://unmatched.invalid'), 'GET')
  return (url: string, input: RequestInfo | URL, init: RequestInit | undefined): Call => {
    const method = (init?.method ?? (isRequest(input) ? input.method : 'GET')).toUpperCase()
    return {
      url,
      method,
      signal: signalOf(input, init),
      route: routes.length > 0 ? matchRoute(new URL(url), method) : unmatched,
      replay: prepareReplay(url, input, init, client),
    }
  }
}

function signalOf(input: RequestInfo | URL, init: RequestInit | undefined): AbortSignal | undefined {
  return (init?.signal === undefined && isRequest(input) ? input.signal : init?.signal) ?? undefined
}
