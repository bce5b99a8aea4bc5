import { createEngine, type Engine, type EngineContext } from '../session/index.js'
import type { Verdict } from '../verdict/index.js'
import type { Call, Sent } from './call.js'
import { checkUrl } from './check-url.js'
import { isRedirected, settleRefusal } from './settle-refusal.js'
import { repeat } from './verdicts/remember.js'
import type { Wire } from './wire.js'

/** What is needed once something was refused. */
export interface FetchEngine extends Engine {
  readonly settleRefusal: (wire: Wire, call: Call, sent: Sent, response: Response) => Promise<Response>
  readonly isRedirected: (wire: Wire, call: Call, sent: Sent) => Promise<boolean>
  readonly retry: (verdict: Verdict) => Promise<Response>
  readonly checkUrl: (fetch: typeof globalThis.fetch, url: string | URL) => Promise<Verdict>
}

/** Starts the part of an `Auth` that judges and acts. */
export function startEngine(context: EngineContext): FetchEngine {
  const engine: FetchEngine = {
    ...createEngine(context),
    settleRefusal: (...args) => settleRefusal(engine, ...args),
    isRedirected: (...args) => isRedirected(engine, ...args),
    retry: repeat,
    checkUrl,
  }
  return engine
}
