import { isResponse } from '../response/index.js'
import type { Call, Sent } from './call.js'
import { credentialOf } from './credentials/credential.js'
import type { FetchEngine } from './engine.js'
import { describeAttempt, handleRefusal } from './handle-refusal.js'
import { isOwnAnswer, isOwnSuccess, needsClassification } from './needs-classification.js'
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
    const { isSuccess, next } = await handleRefusal(engine, wire, call, sent, answer)
    if (isSuccess) break
    if (!next) return answer
    sent = next
    answer = await sendReplay(wire, call, next)
    if (answer.ok) forgetRepeat(call)
  }
  dropReplay(call.replay)
  if (isOwnSuccess(answer, wire.isOwn)) reportSuccess(engine, wire, call, sent)
  return answer
}

/** Tells the session that a request was accepted. */
export function reportSuccess(
  engine: FetchEngine,
  { session }: Wire,
  { route, summary }: Call,
  { args, snapshot, replayed }: Sent,
): void {
  engine.succeeded({ route, snapshot, replayed, summary, credential: credentialOf(args, session) })
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
