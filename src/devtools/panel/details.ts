import { type Because, explain, type Verdict } from '../../verdict/index.js'
import { type Advice, specUrl } from '../../advice/index.js'
import { type Copy, copyButton } from './copy-button.js'
import type { Entry, Moment, Refusal, Span } from '../timeline/entry.js'
import { button, h, icon, link } from './markup.js'
import { certaintyWords, codesOf, iconOf, pathOf, timeSince, toneOf, underWay } from './row.js'
import { sentences } from './sentences.js'
import { duration, entryText, momentWords, spanOutcome, spanTitle } from '../timeline/text.js'
import { waitingBar } from './bar.js'

/** What the developer can do with an entry. */
export interface Actions {
  readonly copy: Copy
  readonly back: () => void
}

/** Everything that is known of one entry. */
export function detailsOf(entry: Entry, actions: Actions, now: number): readonly HTMLElement[] {
  if (entry.type === 'refusal') return refusalDetails(entry, actions, now)
  return entry.type === 'span' ? spanDetails(entry, actions, now) : momentDetails(entry, actions, now)
}

function head(entry: Entry, title: string, under: readonly (Node | string)[], { copy, back }: Actions): HTMLElement {
  return h(
    'div',
    { class: `head ${toneOf(entry)}` },
    button('Back', back, { class: 'back' }),
    h('span', { class: 'sign' }, icon(iconOf(entry))),
    h('div', {}, h('h3', {}, title), h('p', {}, ...under)),
    copyButton('Copy as text', () => entryText(entry), copy),
  )
}

function refusalDetails(entry: Refusal, actions: Actions, now: number): readonly HTMLElement[] {
  const { verdict, method, advice } = entry
  const { kind, reason, status, url, because } = verdict
  const [winner, ...others] = because
  return [
    head(
      entry,
      sentences[reason],
      [
        h('span', { class: 'mono' }, `${status} ${method} ${pathOf(url)}`),
        h('br'),
        h('span', { class: 'tone' }, codesOf(verdict)),
      ],
      actions,
    ),
    facts(entry, now),
    ...(winner === undefined
      ? []
      : [h('div', { class: toneOf(entry) }, h('h4', {}, 'Because'), grounds([winner], kind, true))]),
    ...(advice.length === 0
      ? []
      : [h('div', {}, h('h4', {}, 'What the server should do'), ...advice.map((piece) => card(piece, actions)))]),
    ...(others.length === 0 ? [] : [h('div', {}, h('h4', {}, 'Also considered'), grounds(others, kind, false))]),
  ]
}

function facts(entry: Refusal, now: number): HTMLElement {
  const { verdict, schemes, count, at, lastAt } = entry
  const [, , sure = '', fix = ''] = explain(verdict)
    .split('\n')
    .map((line) => line.trim())
  const rows: readonly (readonly [name: string, value: Node | string | undefined])[] = [
    ['What would fix it', fix.replace(/^what would fix it: /, '')],
    ['How sure', sure.replace(/^[^:]*: /, '')],
    ['The server says', verdict.message],
    ['Integration', 'integration' in verdict ? verdict.integration : undefined],
    ['Upstream', upstreamOf(verdict)],
    ['Challenges', schemes.length === 0 ? undefined : schemes.join(', ')],
    ['Realm', 'realm' in verdict ? verdict.realm : undefined],
    ['Times', count === 1 ? undefined : h('span', {}, `${count}, the last `, timeSince(lastAt, now))],
    ['When', h('span', {}, timeSince(at, now), origin(entry))],
  ]
  return h(
    'dl',
    {},
    ...rows.flatMap(([name, value]) => (value === undefined ? [] : [h('dt', {}, name), h('dd', {}, value)])),
  )
}

function origin({ source, elsewhere }: Entry): string {
  return [source === '' ? '' : `, by ${source}`, elsewhere ? ', in another tab' : ''].join('')
}

function upstreamOf(verdict: Verdict): string | undefined {
  if (verdict.kind !== 'third-party-key-invalid' || verdict.upstream === undefined) return undefined
  const { status, code } = verdict.upstream
  return (
    [status === undefined ? '' : `status ${status}`, code ?? ''].filter((part) => part !== '').join(', ') || undefined
  )
}

function grounds(list: readonly Because[], winner: Verdict['kind'], won: boolean): HTMLElement {
  return h(
    'ul',
    { class: 'grounds' },
    ...list.map(({ rule, saw, where, spec, kind, certainty }) => {
      const verb = kind === winner ? '' : `${kind}, ${certaintyWords[certainty]}: `
      return h(
        'li',
        won ? { class: 'won' } : {},
        h('p', {}, verb, saw, h('span', { class: 'dim' }, where === 'status' ? '' : ` — ${where}`)),
        h(
          'p',
          { class: 'dim' },
          h('code', {}, rule),
          ...(spec === undefined ? [] : [' · ', link(spec, specUrl(spec))]),
        ),
      )
    }),
  )
}

function card({ title, text, fix, spec }: Advice, { copy }: Actions): HTMLElement {
  return h(
    'section',
    { class: 'advice' },
    h('h5', {}, title),
    h('p', {}, text),
    fix === undefined
      ? undefined
      : h(
          'div',
          { class: 'fix' },
          h('pre', {}, fix),
          copyButton('Copy', () => fix, copy, { 'aria-label': `Copy what to send: ${title}` }),
        ),
    h('p', { class: 'dim' }, link(spec, specUrl(spec))),
  )
}

function spanDetails(span: Span, actions: Actions, now: number): readonly HTMLElement[] {
  const { waiters, at, end, askedAt } = span
  const last = end ?? now
  const legend =
    askedAt === undefined
      ? []
      : [h('p', { class: 'legend' }, h('span', {}, 'silently'), h('span', { class: 'asking' }, 'the user was asked'))]
  return [
    head(
      span,
      spanTitle(span),
      [
        end === undefined ? underWay(span, now) : spanOutcome(span),
        h('span', { class: 'dim' }, ' · ', timeSince(at, now), origin(span)),
      ],
      actions,
    ),
    h(
      'div',
      { class: 'k-span' },
      h(
        'h4',
        {},
        waiters.length === 0
          ? 'Nobody waited for it'
          : `${end === undefined ? 'Who waits' : 'Who waited'}: ${waiters.length}`,
      ),
      h(
        'ul',
        { class: 'waiters' },
        ...waiters.map(({ method, url, at: since }) =>
          h(
            'li',
            {},
            h('span', { class: 'mono path', title: `${method} ${url}` }, `${method} ${pathOf(url)}`),
            waitingBar(span, since, now),
            h('span', {}, duration(Math.max(0, last - since))),
          ),
        ),
      ),
    ),
    ...legend,
  ]
}

function momentDetails(moment: Moment, actions: Actions, now: number): readonly HTMLElement[] {
  const name = moment.integration === undefined ? '' : `: ${moment.integration}`
  return [head(moment, `${momentWords[moment.what]}${name}`, [timeSince(moment.at, now), origin(moment)], actions)]
}
