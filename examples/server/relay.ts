import { z } from 'zod'
import { Refusal, problem } from './http/refusal.ts'
import type { MeteoRefusal } from './meteo/meteo-client.ts'

/** The ways in which backends say that a third party refused the stored key. 403 is the one to copy. */
export const Relay = z.enum(['400', '401', '403', '407', '409', '422', '424', '502', '200']).default('403')
export type Relay = z.infer<typeof Relay>

export function relayed(relay: Relay, refusal: MeteoRefusal, manageUrl: string): Refusal {
  if (relay === '403') return recommended(refusal, manageUrl)
  if (relay === '401') return plain(refusal)
  if (relay === '200') return new Refusal(200, { ok: false, error: typed(refusal) })
  return new Refusal(Number(relay), typed(refusal))
}

/**
 * why401 recommends this: it names the integration, the reason and where to replace the key. It has no challenge, since
 * no login helps.
 */
function recommended({ reason, status }: MeteoRefusal, manageUrl: string): Refusal {
  return problem(403, 'third-party-key-invalid', 'Meteo refused the API key that you stored', {
    integration: 'meteo',
    reason,
    manageUrl,
    upstream: { status },
  })
}

/**
 * Do not copy this: the answer says nothing of our own, so many clients sign the user out. What a browser would act on
 * is
 * cut even here. A third party's HTML would run as a page of our origin, and its Basic challenge would open a password
 * dialog in our name.
 */
function plain({ status, challenge, body }: MeteoRefusal): Refusal {
  const headers = challenge !== undefined && isHarmless(challenge) ? { 'WWW-Authenticate': challenge } : {}
  const json = parseJson(body)
  return json === undefined ? new Refusal(status, body, headers, 'text/plain') : new Refusal(status, json, headers)
}

/** One Bearer challenge with quoted values: browsers do nothing on it. */
const BEARER = /^Bearer(?: [a-z_]{1,40}="[^"\\]{0,200}"(?:, [a-z_]{1,40}="[^"\\]{0,200}"){0,9})?$/i
const OUR_REALM = /\brealm="(?:projects|reports)"/i

function isHarmless(challenge: string): boolean {
  return BEARER.test(challenge) && !OUR_REALM.test(challenge)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function typed({ reason }: MeteoRefusal): unknown {
  return {
    code: 'INTEGRATION_KEY_INVALID',
    integration: 'meteo',
    reason,
    message: 'Meteo refused the API key that you stored',
  }
}
