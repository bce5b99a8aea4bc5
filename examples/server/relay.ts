import { z } from 'zod'
import type { MeteoRefusal } from './meteo/meteo-client.ts'
import { Refusal, problem } from './http/refusal.ts'

/** The ways in which backends tell that a third party refused the stored key. 403 is the one to copy. */
export const Relay = z.enum(['400', '401', '403', '407', '409', '422', '424', '502', '200']).default('403')
export type Relay = z.infer<typeof Relay>

export function relayed(relay: Relay, refusal: MeteoRefusal, manageUrl: string): Refusal {
  if (relay === '403') return recommended(refusal, manageUrl)
  if (relay === '401') return plain(refusal)
  if (relay === '200') return new Refusal(200, { ok: false, error: typed(refusal) })
  return new Refusal(Number(relay), typed(refusal))
}

/** What why401 recommends: says whose key it is, why, and where to replace it; no challenge, since no login helps. */
function recommended({ reason, status }: MeteoRefusal, manageUrl: string): Refusal {
  return problem(403, 'third-party-key-invalid', 'Meteo refused the API key that you stored', {
    integration: 'meteo',
    reason,
    manageUrl,
    upstream: { status },
  })
}

/** Do not do this: nothing in it is ours, and a client that knows no better signs the user out. */
function plain({ status, challenge, contentType, body }: MeteoRefusal): Refusal {
  return new Refusal(status, body, challenge === undefined ? {} : { 'WWW-Authenticate': challenge }, contentType)
}

function typed({ reason }: MeteoRefusal): unknown {
  return {
    code: 'INTEGRATION_KEY_INVALID',
    integration: 'meteo',
    reason,
    message: 'Meteo refused the API key that you stored',
  }
}
