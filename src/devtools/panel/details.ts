import { explain, type Verdict } from '../../verdict/index.js'
import { type Advice, specUrl } from '../../advice/index.js'
import type { Entry, Moment, Refusal } from '../timeline/entry.js'
import { momentWords } from '../timeline/text.js'
import { copyButton } from './copy-button.js'
import { type Actions, factList, head, origin } from './head.js'
import { h, link } from './markup.js'
import { codesOf, shortPath, timeSince, toneOf } from './row.js'
import { sentences } from '../timeline/sentences.js'
import { spanDetails } from './span-details.js'
import { verdictTree } from './verdict-tree.js'

/** Everything that is known of one entry. */
export function detailsOf(entry: Entry, actions: Actions, now: number): readonly HTMLElement[] {
  if (entry.type === 'refusal') return refusalDetails(entry, actions, now)
  return entry.type === 'span' ? spanDetails(entry, actions, now) : momentDetails(entry, actions, now)
}

function refusalDetails(entry: Refusal, actions: Actions, now: number): readonly HTMLElement[] {
  const { verdict, method, advice } = entry
  const { reason, status, url } = verdict
  return [
    head(
      entry,
      sentences[reason],
      [
        h('span', { class: 'mono' }, `${status} ${method} ${shortPath(url)}`),
        h('br'),
        h('span', { class: 'tone' }, codesOf(verdict)),
      ],
      actions,
    ),
    facts(entry, now),
    h('div', { class: toneOf(entry) }, h('h4', {}, 'How it was decided'), verdictTree(verdict)),
    ...(advice.length === 0
      ? []
      : [h('div', {}, h('h4', {}, 'What the server should do'), ...advice.map((piece) => card(piece, actions)))]),
  ]
}

function facts(entry: Refusal, now: number): HTMLElement {
  const { verdict, schemes, count, at, lastAt } = entry
  const [, , sure = '', fix = ''] = explain(verdict)
    .split('\n')
    .map((line) => line.trim())
  return factList([
    ['What would fix it', fix.replace(/^what would fix it: /, '')],
    ['How sure', sure.replace(/^[^:]*: /, '')],
    ['The server says', verdict.message],
    ['Integration', 'integration' in verdict ? verdict.integration : undefined],
    ['Upstream', upstreamOf(verdict)],
    ['Challenges', schemes.length === 0 ? undefined : schemes.join(', ')],
    ['Realm', 'realm' in verdict ? verdict.realm : undefined],
    ['Times', count === 1 ? undefined : h('span', {}, `${count}, the last `, timeSince(lastAt, now))],
    ['When', h('span', {}, timeSince(at, now), origin(entry))],
  ])
}

function upstreamOf(verdict: Verdict): string | undefined {
  if (verdict.kind !== 'third-party-key-invalid' || verdict.upstream === undefined) return undefined
  const { status, code } = verdict.upstream
  return (
    [status === undefined ? '' : `status ${status}`, code ?? ''].filter((part) => part !== '').join(', ') || undefined
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

function momentDetails(moment: Moment, actions: Actions, now: number): readonly HTMLElement[] {
  const name = moment.integration === undefined ? '' : `: ${moment.integration}`
  return [head(moment, `${momentWords[moment.what]}${name}`, [timeSince(moment.at, now), origin(moment)], actions)]
}
