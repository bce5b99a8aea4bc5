import { type Advice, adviceFor } from 'why401/advice'
import { classifyExchange, type Exchange, type ExchangeContext, type ExchangeVerdict } from 'why401/exchange'

/** What an exchange means, and what its server should send instead. */
export interface Judgement extends ExchangeVerdict {
  readonly advice: readonly Advice[]
}

/** Judges an exchange; `told` is what the fields say beside the pasted text. */
export async function judge(exchange: Exchange, told: ExchangeContext = {}): Promise<Judgement> {
  const { method, pageOrigin } = exchange.request
  const judged = await classifyExchange(exchange, told)
  const advice = adviceFor(judged.verdict, {
    ...(method !== undefined && { method }),
    ...(pageOrigin !== undefined && { pageOrigin }),
  })
  return { ...judged, advice }
}
