import { isResponse } from '../response/index.js'
import type { Call, Sent } from './call.js'
import { credentialOf } from './credentials/credential.js'
import { describeAttempt, handleRefusal } from './handle-refusal.js'
import { isOwnAnswer, needsClassification } from './needs-classification.js'
import { forgetRepeat } from './verdicts/remember.js'
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
  call: Call,
  { args, snapshot, replayed }: Sent,
  response: Response,
): void {
  if (!(replayed || session.watchesSuccess()) || !isOwnAnswer(response, isOwn)) return
  const credential = credentialOf(args, session.options.authorize !== undefined)
  // Not destructured above: the summary is made when it is read.
  const { route, summary } = call
  session.succeeded({ route, snapshot, replayed, summary, credential })
}

/** No answer came: a gateway's redirect to an identity provider looks like that, and then the session asks the user. */
export async function recover(wire: Wire, call: Call, sent: Sent, error: unknown): Promise<Response> {
  const { session, isOwn, repeat } = wire
  const isUnreachable = error instanceof TypeError && session.options.probe !== undefined && isOwn(call.url)
  if (isUnreachable && call.signal?.aborted !== true) {
    const attempt = describeAttempt(wire, call, sent, { type: 'error', status: 0, redirected: false }, () => {})
    const { blockedReason } = attempt
    // An unsafe method may have had its effect before the answer was lost.
    if ((await session.unreachable(attempt)) && blockedReason === undefined) return repeat(call)
  }
  call.replay.drop()
  throw error
}

/** Sends the request again for as long as the session says so: once, for a session of ours. */
async function settleRefusal(wire: Wire, call: Call, first: Sent, response: Response): Promise<Response> {
  let sent = first
  let answer = response
  while (needsClassification(answer, call.route.inspect)) {
    // A carrier of the app may answer with what cannot be read as a Response.
    if (!isOwnAnswer(answer, wire.isOwn) || !isResponse(answer)) return answer
    const { verdict, next } = await handleRefusal(wire, call, sent, answer)
    // Nothing was refused inside a success.
    if (verdict === undefined) reportSuccess(wire, call, sent, answer)
    if (next === undefined) return answer
    sent = next
    answer = await wire.sendReplay(call, next.args)
    if (verdict && answer.ok) forgetRepeat(verdict)
  }
  return settleSuccess(wire, call, sent, answer)
}
