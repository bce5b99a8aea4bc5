import { type ExchangeContext, schemeOf } from '../../response/index.js'
import { amendVerdict, type Verdict } from '../../verdict/index.js'
import type { Classifier } from './classify-refusal.js'

/**
 * Reads one of a crowd: while one renewal is waited for, a refusal with the very challenge, status, type and length of one
 * that was judged, for the same kind of request, says the same, and its body is left alone. Reading a body is nearly all
 * that a refusal costs.
 */
export function shareVerdict(
  judge: Classifier,
  round: () => number,
): (...given: [...Parameters<Classifier>, bareUrl: string]) => Promise<Verdict> {
  let first: { readonly key: string; readonly round: number; readonly verdict: Promise<Verdict> } | undefined

  return async (response, exchange, late, url) => {
    const key = keyOf(response, exchange, url)
    if (key === undefined || late) return judge(response, exchange, late)
    if (first?.key === key && first.round === round()) {
      const verdict = await first.verdict.catch(() => undefined)
      // Only what a challenge says for certain: for anything less, what the body says of this very request may tell more.
      if (verdict?.kind === 'reauthenticate' && verdict.certainty === 'certain') {
        return amendVerdict(verdict, { ...verdict, url })
      }
      return judge(response, exchange, late)
    }
    first = { key, round: round(), verdict: judge(response, exchange, late) }
    return first.verdict
  }
}

/** Undefined without a challenge: then nothing but the body tells refusals apart. */
function keyOf(
  { status, type, redirected, headers }: Response,
  { request, role, integration }: ExchangeContext,
  url: string,
): string | undefined {
  const challenge = headers.get('www-authenticate')
  if (challenge === null || redirected) return undefined
  const origin = url.slice(0, url.indexOf('/', 8))
  // No field can hold a line end.
  return [
    challenge,
    status,
    type,
    headers.get('content-type'),
    headers.get('content-length'),
    origin,
    role,
    integration,
    schemeOf(request?.headers),
    request?.credentials,
  ].join('\n')
}
