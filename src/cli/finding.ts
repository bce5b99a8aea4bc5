import { type Advice, adviceFor } from '../advice/index.js'
import { classifyExchange, type Exchange, maskChallenge } from '../exchange/index.js'
import type { Verdict } from '../verdict/index.js'
import type { Arguments } from './arguments.js'

/** What is reported of one exchange; nothing in it is a secret. */
export interface Finding {
  /** What was asked, where a live URL was. */
  readonly title?: string
  readonly exchange: Exchange
  readonly verdict: Verdict
  readonly advice: readonly Advice[]
  readonly notes: readonly string[]
  /** `WWW-Authenticate` lines, with dots in place of secrets. */
  readonly challenges: readonly string[]
}

/** Classifies an exchange with what the command line says of it. */
export async function findOut(exchange: Exchange, args: Arguments, title?: string): Promise<Finding> {
  const { role, integration, ownRealms } = args
  const { verdict, notes } = await classifyExchange(exchange, { role, integration, ownRealms })
  const { method, pageOrigin } = exchange.request
  const advice = adviceFor(verdict, {
    ...(method !== undefined && { method }),
    ...(pageOrigin !== undefined && { pageOrigin }),
  })
  return {
    ...(title !== undefined && { title }),
    exchange,
    verdict,
    advice,
    notes,
    challenges: challengesOf(exchange, verdict),
  }
}

function challengesOf({ headers }: Exchange, { challenges }: Verdict): readonly string[] {
  return headers.filter(([name]) => name === 'www-authenticate').map(([, value]) => maskChallenge(value, challenges))
}
