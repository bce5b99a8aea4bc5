import { isResponse } from '../response/index.js'
import type { Call, Sent } from './call.js'
import { credentialOf } from './credentials/credential.js'
import type { FetchEngine } from './engine.js'
import { describeAttempt, handleRefusal } from './handle-refusal.js'
import { isOwnAnswer, needsClassification } from './needs-classification.js'
import { dropReplay } from './replay/drop-replay.js'
import type { FetchArguments } from './replay/replay.js'
import { sendAgain } from './replay/send-again.js'
import { sendReplay } from './replay/share-replay.js'
import { forgetRepeat } from './verdicts/remember.js'
import type { Wire } from './wire.js'

/** Sends the request again for as long as the session says so: once, for a session of ours. */
export async function settleRefusal(
  engine: FetchEngine,
  wire: Wire,
  call: Call,
  first: Sent,
  response: Response,
): Promise<Response> {
  let sent = first
  let answer = response
  while (needsClassification(answer, call.route.inspect)) {
    // A carrier of the app may answer with what cannot be read as a Response.
    if (!isOwnAnswer(answer, wire.isOwn) || !isResponse(answer)) return answer
    const { verdict, next } = await handleRefusal(engine, wire, call, sent, answer)
    // Nothing was refused inside a success.
    if (!verdict) reportSuccess(engine, wire, call, sent, answer)
    if (!next) return answer
    sent = next
    answer = await sendReplay(wire, call, next.args)
    if (verdict && answer.ok) forgetRepeat(verdict)
  }
  dropReplay(call.replay)
  reportSuccess(engine, wire, call, sent, answer)
  return answer
}

/** Tells the session of a success that matters to it: of a replay, or on an integration route. */
function reportSuccess(
  engine: FetchEngine,
  { session, isOwn }: Wire,
  call: Call,
  { args, snapshot, replayed }: Sent,
  response: Response,
): void {
  if (!(replayed || session.watchesSuccess()) || !isOwnAnswer(response, isOwn)) return
  const credential = credentialOf(args, session)
  // Not destructured above: the summary is made when it is read.
  const { route, summary } = call
  engine.succeeded({ route, snapshot, replayed, summary, credential })
}

/** What to send once more, where a gateway's redirect was the reason why no answer came. */
export async function afterRedirect(
  engine: FetchEngine,
  wire: Wire,
  call: Call,
  sent: Sent,
): Promise<FetchArguments | undefined> {
  const attempt = describeAttempt(wire, call, sent, { type: 'error', status: 0, redirected: false }, () => {})
  const { blockedReason } = attempt
  // An unsafe method may have had its effect before the answer was lost.
  return (await engine.unreachable(attempt)) && blockedReason === undefined ? sendAgain(call.replay) : undefined
}
