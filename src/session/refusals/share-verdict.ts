import { type ExchangeContext, schemeOf } from '../../response/index.js'
import { amendVerdict, type Verdict } from '../../verdict/index.js'

/** Reads the verdict of a response, or shares the verdict of an equal one. */
export type ShareVerdict = (
  response: Response,
  exchange: ExchangeContext,
  bareUrl: string,
  read: () => Promise<Verdict>,
) => Promise<Verdict>

/**
 * Reads one of a crowd: while one renewal is pending, a refusal with the very challenge, status, type and length of one
 * that was read, for the same kind of request, says the same, and its body is left alone. Reading a body is nearly all
 * that a refusal costs.
 */
export function shareVerdict(round: () => string): ShareVerdict {
  let first: { readonly key: string; readonly verdict: Promise<Verdict> } | undefined

  return async (response, exchange, url, read) => {
    const key = keyOf(round(), response, exchange, url)
    if (!key) return read()
    if (first?.key === key) {
      const verdict = await first.verdict.catch(() => undefined)
      // Only a challenge that is certain counts: for anything less, the body of this very answer may tell more.
      if (verdict?.kind === 'reauthenticate' && verdict.certainty === 'certain') {
        return amendVerdict(verdict, { ...verdict, url })
      }
      return read()
    }
    first = { key, verdict: read() }
    return first.verdict
  }
}

/** Undefined without a challenge: then only the body shows which refusals are the same. */
function keyOf(
  round: string,
  { status, type, redirected, headers }: Response,
  { request, role, integration }: ExchangeContext,
  url: string,
): string | undefined {
  const challenge = headers.get('www-authenticate')
  if (challenge === null || redirected) return undefined
  const origin = url.slice(0, url.indexOf('/', 8))
  // No field can hold a line end.
  return [
    round,
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
