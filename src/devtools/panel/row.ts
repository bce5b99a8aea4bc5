import type { Verdict } from '../../verdict/index.js'
import type { Entry, Refusal, Span } from '../timeline/entry.js'
import { ago } from '../timeline/duration.js'
import { underWayWords } from '../timeline/limits.js'
import { momentWords, spanOutcome, spanTitle } from '../timeline/text.js'
import { waitingBar } from './bar.js'
import { live, liveText, setText } from './live.js'
import { h, icon, type IconName } from './markup.js'
import { sentences } from '../timeline/sentences.js'

/** The filter that an entry belongs to: its kind, or `session` for what happened to the login itself. */
export type Group = Verdict['kind'] | 'session'

export function groupOf(entry: Entry): Group {
  return entry.type === 'refusal' ? entry.verdict.kind : 'session'
}

/** The class that gives an entry its colour. */
export function toneOf(entry: Entry): string {
  if (entry.type === 'refusal') return `k-${entry.verdict.kind}`
  if (entry.type === 'moment') return `k-${entry.what}`
  if (entry.outcome === undefined) return 'k-span'
  return entry.outcome === 'renewed' ? 'k-good' : 'k-bad'
}

export function iconOf(entry: Entry): IconName {
  if (entry.type === 'refusal') return entry.verdict.kind
  return entry.type === 'span' ? 'span' : entry.what
}

/** A URL without the page's own origin. */
export function pathOf(url: string): string {
  return url.startsWith(`${location.origin}/`) ? url.slice(location.origin.length) : url
}

/** Longer paths are cut in the middle: their ends tell them apart. */
const LONGEST_PATH = 120

/** Shortens a path for the list; the text that a developer copies has the whole path. */
export function shortPath(url: string): string {
  const path = pathOf(url)
  return path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH / 2)}…${path.slice(-LONGEST_PATH / 2)}` : path
}

/** How long ago something was. */
export function timeSince(at: number, now: number): HTMLTimeElement {
  const date = new Date(at)
  const element = h('time', { datetime: date.toISOString(), title: date.toLocaleString() })
  return live(element, now, (then) => setText(element, ago(then - at)))
}

/** The content of a row. Screen readers read it as one name, so spaces part the words. */
export function rowContent(entry: Entry, now: number): readonly (Node | string)[] {
  const sign = h('span', { class: 'sign' }, icon(iconOf(entry)))
  const when = h(
    'span',
    { class: 'aside' },
    ' ',
    timeSince(entry.type === 'refusal' ? entry.lastAt : entry.at, now),
    ' ',
  )
  if (entry.type === 'moment') {
    const text =
      entry.integration === undefined ? momentWords[entry.what] : `${momentWords[entry.what]}: ${entry.integration}`
    return [sign, h('span', { class: 'line' }, h('span', { class: 'end' }, text), tags(entry), when)]
  }
  const [first, second] = entry.type === 'refusal' ? refusalLines(entry) : spanLines(entry, now)
  return [
    sign,
    h('span', { class: 'line' }, ...first, when),
    h('span', { class: 'line' }, ...second, tags(entry)),
    ...(entry.type === 'refusal' ? [' ', h('span', { class: 'codes' }, codesOf(entry.verdict))] : []),
  ]
}

type Parts = readonly (Node | string)[]

function refusalLines({ method, verdict }: Refusal): readonly [Parts, Parts] {
  const { status, reason, url } = verdict
  return [
    [h('span', { class: 'what end' }, sentences[reason])],
    [h('span', { class: 'mono end', title: url }, h('strong', {}, `${status}`), ` ${method} ${pathOf(url)}`), ' '],
  ]
}

/** The names that code uses: they come after the sentence. */
export function codesOf({ kind, reason, certainty }: Verdict): string {
  return `${kind} · ${reason} · ${certaintyWords(certainty)}`
}

/** A certainty in words. */
export function certaintyWords(certainty: Verdict['certainty']): string {
  return certainty === 'guess' ? 'a guess' : certainty
}

function spanLines(span: Span, now: number): readonly [Parts, Parts] {
  const { count, outcome } = span
  const words =
    outcome === undefined
      ? liveText(now, (then) => underWayWords(span, then))
      : (spanOutcome(span).split(': ')[0] ?? '')
  return [
    [h('strong', { class: 'what' }, spanTitle(span)), ' ', h('span', { class: 'end' }, words)],
    [h('span', { class: 'dim' }, waitersWords(count, outcome !== undefined)), ' ', waitingBar(span, span.at, now)],
  ]
}

function waitersWords(count: number, hasEnded: boolean): string {
  if (hasEnded) return count === 0 ? 'nobody waited' : `${count} waited`
  return count === 1 ? '1 request waits' : `${count} requests wait`
}

function tags(entry: Entry): HTMLElement {
  const { elsewhere, source } = entry
  const [advice, count] = entry.type === 'refusal' ? [entry.advice.length, entry.count] : [0, 1]
  const integration =
    entry.type === 'refusal' && entry.verdict.kind === 'third-party-key-invalid' ? entry.verdict.integration : undefined
  const words = [source, integration ?? '', elsewhere ? 'another tab' : '', count > 1 ? `× ${count}` : ''].filter(
    (word) => word !== '',
  )
  const list = [
    ...words.map((word) => h('span', { class: 'tag' }, word)),
    ...(advice > 0 ? [h('span', { class: 'tag tip' }, `${advice} tip${advice > 1 ? 's' : ''}`)] : []),
  ]
  return h('span', { class: 'tags' }, ...list.flatMap((tag) => [' ', tag]))
}
