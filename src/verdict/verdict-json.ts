import { redact } from './redact.js'
import { redactUrl } from './redact-url.js'
import type { Redactor } from './redactor.js'
import type { Verdict } from './verdict.js'

/** What a verdict may hold that text must not: a challenge and a nonce as they came, and the claims that one asks for. */
type Raw = 'challenges' | 'nonce' | 'toJSON'

type Shown<V> = V extends Verdict ? Omit<V, Raw> : never

/** A verdict as it may be logged and sent away: no challenge, nonce, claim or query, and no segment of a path that looks secret. */
export type VerdictJson = Shown<Verdict>

/** The redactor of the exchange that a verdict is about; a verdict that was copied has lost it. */
const redactors: WeakMap<object, Redactor> = /* @__PURE__ */ new WeakMap()

/**
 * Makes the finished verdict: deeply frozen, and with a `toJSON` that holds no secret.
 * Neither the evidence nor the credentials are kept, but for what the redactor of the exchange knows.
 */
export function sealVerdict<V extends Verdict>(verdict: V, cut: Redactor): V {
  redactors.set(verdict, cut)
  // Not enumerable: two verdicts that say the same are equal, and a copy by spread has no stale one.
  Object.defineProperty(verdict, 'toJSON', { value: () => verdictToJson(verdict), enumerable: false })
  freeze(verdict)
  return verdict
}

/**
 * The same verdict with other members; what was sent in its exchange is still cut out of its text.
 *
 * @example
 * const named = amendVerdict(verdict, { ...verdict, message: 'The mail service is being repaired.' })
 */
export function amendVerdict<V extends Verdict>(verdict: Verdict, amended: V): V {
  return sealVerdict({ ...amended }, redactorOf(verdict))
}

function redactorOf(verdict: Verdict): Redactor {
  return redactors.get(verdict) ?? redact
}

/**
 * The members that text may show. All text of a verdict is made of these: `toJSON`, `explain` and `describe`.
 *
 * @example
 * const shown = verdictToJson(verdict) // no challenge, nonce, claim or query
 */
export function verdictToJson(verdict: Verdict): VerdictJson {
  const cut = redactorOf(verdict)
  const { challenges: _challenges, ...rest } = verdict
  const shown: Record<string, unknown> = { ...rest, url: redactUrl(verdict.url, cut) }
  delete shown.nonce
  for (const name of ['loginUrl', 'manageUrl', 'resourceMetadata']) {
    const url = shown[name]
    if (typeof url === 'string') shown[name] = redactUrl(url, cut)
  }
  for (const name of ['scope', 'realm']) {
    const text = shown[name]
    if (typeof text === 'string') shown[name] = cut(text)
  }
  if (verdict.kind === 'reauthenticate' && verdict.stepUp) {
    const { acrValues, maxAge } = verdict.stepUp
    shown.stepUp = { ...(acrValues && { acrValues: acrValues.map(cut) }), ...(maxAge !== undefined && { maxAge }) }
  }
  return shown as VerdictJson
}

/** Challenges are left alone: they belong to their parser, which may read their parameters later. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return
  Object.freeze(value)
  for (const member of Object.values(value)) freeze(member)
}
