import { createEngine, type Engine, type EngineContext } from '../session/index.js'
import type { Verdict } from '../verdict/index.js'
import type { Call, Sent } from './call.js'
import type { FetchArguments } from './replay/replay.js'
import { checkUrl } from './check-url.js'
import { afterRedirect, reportSuccess, settleRefusal } from './settle-refusal.js'
import { warnOfStream } from './replay/warn-of-stream.js'
import { repeat } from './verdicts/remember.js'
import { throwRefusal } from './verdicts/throw-refusal.js'
import type { Wire } from './wire.js'

// The engine itself does not use it. esbuild puts what two entry points share into a file of its own, unless one of them needs
// all of the other: with this export, the shared functions stay in the file that a page loads first.
export { createAuthWith } from './create-auth.js'

/** What is needed once something was refused. */
export interface FetchEngine extends Engine {
  readonly settleRefusal: (wire: Wire, call: Call, sent: Sent, response: Response) => Promise<Response>
  readonly reportSuccess: (wire: Wire, call: Call, sent: Sent) => void
  /** No answer came: what to send once more, where a gateway's redirect was the reason. */
  readonly afterRedirect: (wire: Wire, call: Call, sent: Sent) => Promise<FetchArguments | undefined>
  /** @throws AuthError when a response was judged to be a refusal */
  readonly throwRefusal: (response: Response) => void
  readonly warnOfStream: (body: unknown) => void
  readonly retry: (verdict: Verdict) => Promise<Response>
  readonly checkUrl: (fetch: typeof globalThis.fetch, url: string | URL) => Promise<Verdict>
}

/** Starts the part of an `Auth` that judges and acts. */
export function startEngine(context: EngineContext<FetchEngine>): FetchEngine {
  const engine: FetchEngine = {
    ...createEngine(context),
    settleRefusal: (...args) => settleRefusal(engine, ...args),
    reportSuccess: (...args) => reportSuccess(engine, ...args),
    afterRedirect: (...args) => afterRedirect(engine, ...args),
    throwRefusal,
    warnOfStream,
    retry: repeat,
    checkUrl,
  }
  const { entries } = context.backlog
  // A listener may add to it meanwhile, which is processed in its turn.
  for (const [act, moment] of entries) engine.liveThrough(moment, () => act(engine))
  entries.length = 0
  engine.catchUp()
  return engine
}
