import type { Call, Sent } from './call.js'
import type { FetchEngine } from './engine.js'
import { isOwnAnswer, isOwnSuccess, needsClassification } from './needs-classification.js'
import { dropReplay } from './replay/drop-replay.js'
import type { Wire } from './wire.js'

/** Takes an answer: hands it back, or handles it as a refusal. */
export function conclude(wire: Wire, call: Call, sent: Sent, response: Response): Response | Promise<Response> {
  if (!needsClassification(response, call.route.inspect)) return settleSuccess(wire, call, sent, response)
  if (!isOwnAnswer(response, wire.isOwn)) return response
  return settleRefusal(wire, call, sent, response)
}

function settleSuccess(wire: Wire, call: Call, sent: Sent, response: Response): Response {
  const { session, isOwn } = wire
  dropReplay(call.replay)
  // The session needs to know what may have mended an integration, or ended a way to the login page.
  if (session.watchesSuccess() && isOwnSuccess(response, isOwn)) {
    session.hint((engine) => engine.reportSuccess(wire, call, sent))
  }
  return response
}

/** Without an engine, the request settles with its own refusal, as without us. */
async function settleRefusal(wire: Wire, call: Call, sent: Sent, response: Response): Promise<Response> {
  const engine = await loadEngine(wire, call)
  if (engine) return engine.settleRefusal(wire, call, sent, response)
  dropReplay(call.replay)
  return response
}

/** No answer came: a gateway's redirect to an identity provider looks like that, and then the session asks the user. */
export async function recover(wire: Wire, call: Call, sent: Sent, error: unknown): Promise<Response> {
  const { session, repeat } = wire
  const mayBeRedirect = error instanceof TypeError && session.options.probe !== undefined && isOnline()
  if (mayBeRedirect && !call.signal?.aborted) {
    const engine = await loadEngine(wire, call)
    const again = await engine?.afterRedirect(wire, call, sent)
    if (again) return repeat(call, again)
  }
  dropReplay(call.replay)
  throw error
}

/** What the request waits for the engine counts for its `maxWait`. */
async function loadEngine({ session }: Wire, { signal, memory }: Call): Promise<FetchEngine | undefined> {
  const began = session.backlog.now()
  const engine = await session.whenLoaded(signal)
  memory.waited = (memory.waited ?? 0) + session.backlog.now() - began
  return engine
}

function isOnline(): boolean {
  return globalThis.navigator?.onLine ?? true
}
