import { bareUrl } from '../response/index.js'
import type { Call, Sent } from './call.js'
import { handleRefusal } from './handle-refusal.js'
import { isOwnAnswer, needsClassification } from './needs-classification.js'
import { forgetRepeat } from './verdict-of.js'
import type { Wire } from './wire.js'

/** Takes an answer: hands it back, or handles it as a refusal. */
export function conclude(wire: Wire, call: Call, sent: Sent, response: Response): Response | Promise<Response> {
  return needsClassification(response, call.route.inspect)
    ? settleRefusal(wire, call, sent, response)
    : settleSuccess(wire, call, sent, response)
}

function settleSuccess(wire: Wire, call: Call, sent: Sent, response: Response): Response {
  call.replay.drop()
  reportSuccess(wire, call, sent, response)
  return response
}

/** Tells the session of a success that matters to it: of a replay, or on an integration route. */
function reportSuccess(
  { session, isOwn }: Wire,
  { method, url, route }: Call,
  { snapshot, replayed }: Sent,
  response: Response,
): void {
  if ((replayed || route.role === 'integration') && isOwnAnswer(response, isOwn)) {
    session.succeeded({ route, snapshot, replayed, summary: { method, url: bareUrl(url) } })
  }
}

/** Sends the request again for as long as the session says so: once, for a session of ours. */
async function settleRefusal(wire: Wire, call: Call, first: Sent, response: Response): Promise<Response> {
  let sent = first
  let answer = response
  while (needsClassification(answer, call.route.inspect)) {
    if (!isOwnAnswer(answer, wire.isOwn)) return answer
    const { verdict, next } = await handleRefusal(wire, call, sent, answer)
    // Nothing was refused inside a success.
    if (verdict === undefined) reportSuccess(wire, call, sent, answer)
    if (next === undefined) return answer
    sent = next
    answer = await wire.carrier.send(next.args)
    if (verdict && answer.ok) forgetRepeat(verdict)
  }
  return settleSuccess(wire, call, sent, answer)
}
