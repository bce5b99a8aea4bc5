import { redact } from '../../verdict/index.js'
import type { Advice } from '../../advice/index.js'
import { type Entry, type EntryBase, MAX_WAITERS, type Refusal, type Span } from './entry.js'
import { type Fields, isAmount, isFields, isText, oneOf } from './foreign-fields.js'
import { readLimits } from './limits.js'
import { readVerdict } from './read-verdict.js'
import { shownLines, shownUrl } from './shown-text.js'

/** An entry that another tab wrote: it keeps known members only, and redacts them again. Undefined when it is none. */
export function readEntry(value: unknown): Entry | undefined {
  if (!isFields(value)) return undefined
  const { id, at, source, type } = value
  if (!isText(id) || !isAmount(at) || typeof source !== 'string') return undefined
  const base = { id: id.slice(0, 100), at, source: redact(source), elsewhere: true }
  if (type === 'refusal') return readRefusal(base, value)
  if (type === 'span') return readSpan(base, value)
  const what = oneOf(['signed-in', 'signed-out', 'integration-fixed'] as const, value.what)
  if (type !== 'moment' || what === undefined) return undefined
  return { ...base, type, what, ...(isText(value.integration) && { integration: redact(value.integration) }) }
}

function readRefusal(
  base: EntryBase,
  { method, verdict, schemes, advice, count, lastAt }: Fields,
): Refusal | undefined {
  const shown = readVerdict(verdict)
  if (
    shown === undefined ||
    !isText(method) ||
    !isAmount(count) ||
    !isAmount(lastAt) ||
    !Array.isArray(schemes) ||
    !Array.isArray(advice)
  ) {
    return undefined
  }
  return {
    ...base,
    type: 'refusal',
    method: method.slice(0, 20),
    verdict: shown,
    schemes: schemes.filter(isText).slice(0, 20).map(redact),
    advice: advice.flatMap(readAdvice).slice(0, 20),
    count,
    lastAt,
  }
}

function readSpan(base: EntryBase, fields: Fields): Span | undefined {
  const { what, waiters, count, limits, askedAt, end, outcome, byOther } = fields
  const kind = oneOf(['renewal', 'sign-in', 'step-up', 'nonce'] as const, what)
  if (kind === undefined || !Array.isArray(waiters)) return undefined
  const known = oneOf(['renewed', 'declined', 'failed', 'lost'] as const, outcome)
  const shown = waiters.slice(0, MAX_WAITERS).flatMap(readWaiter)
  const most = isFields(limits) ? readLimits(limits) : undefined
  return {
    ...base,
    type: 'span',
    what: kind,
    waiters: shown,
    count: isAmount(count) ? count : shown.length,
    byOther: byOther === true,
    ...(most && { limits: most }),
    ...(isAmount(askedAt) && { askedAt }),
    ...(isAmount(end) && { end }),
    ...(known && { outcome: known }),
  }
}

function readWaiter(value: unknown): Span['waiters'] {
  if (!isFields(value)) return []
  const { method, url, at } = value
  if (!isText(method) || typeof url !== 'string' || !isAmount(at)) return []
  return [{ method: method.slice(0, 20), url: shownUrl(url), at }]
}

function readAdvice(value: unknown): readonly Advice[] {
  if (!isFields(value)) return []
  const { code, title, text, fix, spec } = value
  if (![code, title, text, spec, fix ?? ''].every((part) => typeof part === 'string' && part.length <= 2000)) return []
  const shown = Object.entries({ title, text, fix }).flatMap(([name, part]) =>
    typeof part === 'string' ? [[name, shownLines(part)]] : [],
  )
  // Another tab may run a newer version, with codes that this one does not know: its advice is shown all the same.
  return [{ code, spec, ...Object.fromEntries(shown) } as Advice]
}
