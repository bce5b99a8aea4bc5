import { explain } from '../../verdict/index.js'
import type { Advice } from '../../advice/index.js'
import { duration } from './duration.js'
import type { Entry, Moment, Span } from './entry.js'

/** The words for each moment. */
export const momentWords: { readonly [W in Moment['what']]: string } = {
  'signed-in': 'Signed in',
  'signed-out': 'Signed out',
  'integration-fixed': 'Marked as fixed',
}

const spanWords: { readonly [W in Span['what']]: string } = {
  renewal: 'Renewal',
  'sign-in': 'Sign-in',
  'step-up': 'Stronger sign-in',
  nonce: 'New nonce',
}
const outcomeWords: { readonly [O in NonNullable<Span['outcome']>]: readonly [word: string, consequence?: string] } = {
  renewed: ['succeeded'],
  declined: ['declined', 'who waited settled with its refusal'],
  failed: ['failed', 'the reason may pass, nobody was signed out'],
  lost: ['unknown', 'nobody saw the end'],
}

/** A renewal or sign-in in one line: its name, its outcome, its duration, and whether another tab did it. */
export function spanText(span: Span): string {
  return `${spanWords[span.what]} ${spanOutcome(span)}`
}

/** How a renewal or sign-in ended, and how long it took. */
export function spanOutcome({ outcome, end, at, byOther }: Span): string {
  if (end === undefined || outcome === undefined) return 'under way'
  const by = byOther ? 'by another tab, ' : ''
  const [word, consequence] = outcomeWords[outcome]
  return `${word} ${by}after ${duration(end - at)}${consequence === undefined ? '' : `: ${consequence}`}`
}

export function spanTitle({ what }: Span): string {
  return spanWords[what]
}

/** One entry as text to paste into an issue. It holds no secrets, since the entry has none. */
export function entryText(entry: Entry): string {
  const where = [entry.source, ...(entry.elsewhere ? ['another tab'] : [])].filter((part) => part !== '')
  const head = `${new Date(entry.at).toISOString()}${where.length > 0 ? ` [${where.join(', ')}]` : ''}`
  if (entry.type === 'moment') {
    return `${head} ${momentWords[entry.what]}${entry.integration === undefined ? '' : `: ${entry.integration}`}`
  }
  if (entry.type === 'span') {
    const waiters = entry.waiters.map(
      ({ method, url, at }) =>
        `  waited: ${method} ${url}${entry.end === undefined ? '' : ` for ${duration(entry.end - at)}`}`,
    )
    const more = entry.count > waiters.length ? [`  and ${entry.count - waiters.length} more waited`] : []
    return [`${head} ${spanText(entry)}`, ...waiters, ...more].join('\n')
  }
  const { method, verdict, count, lastAt, schemes, advice } = entry
  const [, ...told] = explain(verdict).split('\n')
  const lines = [`${head} ${verdict.status} ${method} ${verdict.url}`, ...told]
  if (schemes.length > 0) lines.push(`  challenges: ${schemes.join(', ')}`)
  if (count > 1) lines.push(`  ${count} times, last ${new Date(lastAt).toISOString()}`)
  return [...lines, ...advice.map(adviceText)].join('\n')
}

function adviceText({ title, text, fix, spec }: Advice): string {
  const sample = fix === undefined ? '' : `\n${fix.replace(/^(?=.)/gm, '    ')}`
  return `  advice: ${title} (${spec})\n    ${text}${sample}`
}

/** The whole timeline as text, the oldest first. */
export function timelineText(entries: readonly Entry[]): string {
  return entries.toReversed().map(entryText).join('\n\n')
}
