import { explain, type Kind, type Verdict } from 'why401'
import { type Advice, specUrl } from 'why401/advice'
import type { Exchange } from 'why401/exchange'
import { type Branch, branchesOf, redact } from 'why401/verdict'
import { make } from '../page/element.ts'
import { challengeView } from './challenge-view.ts'
import { exchangeDiagram } from './drawings/exchange-diagram.ts'
import type { Judgement } from './judge.ts'
import { verdictTree } from './drawings/verdict-tree.ts'

const kinds: { readonly [K in Kind]: string } = {
  reauthenticate: 'No, expired or insufficient login. Doing it again can help.',
  'credentials-rejected': 'What was just submitted is wrong.',
  forbidden: 'The server knows who asks, and says no.',
  'third-party-key-invalid': 'The app is fine with the user. A third party refused the key stored for it.',
  none: 'This is not about the user’s login, permission or keys.',
}

/** Everything that the page says of one exchange. */
export function answerView(exchange: Exchange, judgement: Judgement): readonly HTMLElement[] {
  const { verdict, advice } = judgement
  return [
    verdictCard(exchange, judgement),
    section(
      'decision',
      make('h2', { textContent: 'How it was decided' }),
      exchangeDiagram(exchange, verdict),
      verdictTree(verdict),
    ),
    challengeCard(judgement),
    evidenceCard(verdict),
    adviceCard(verdict, advice),
    textCard(verdict),
  ]
}

/** A verdict in one line, for screen readers. */
export function summaryOf({ status, kind, reason, certainty }: Verdict): string {
  return `${status}: ${kind}, ${reason}, ${certainty}.`
}

function verdictCard(
  { request, statusText, status, body, headers }: Exchange,
  { verdict, notes }: Judgement,
): HTMLElement {
  const about = 'integration' in verdict && verdict.integration !== undefined ? ` · ${redact(verdict.integration)}` : ''
  const heading = make(
    'h2',
    { id: 'verdict-title', tabIndex: -1 },
    make('span', { className: 'kind', textContent: verdict.kind }),
    ' ',
    make('span', { className: 'reason', textContent: `${verdict.reason}${about}` }),
  )
  const asked = [request.method, verdict.url].filter((part) => part !== undefined && part !== '').join(' ')
  const facts: (readonly [string, string])[] = [
    ['What would fix it', lineOf(verdict, 'what would fix it: ')],
    ['How certain', certaintyOf(verdict)],
  ]
  if (verdict.message !== undefined) facts.push(['The server says', verdict.message])
  facts.push([
    'Read',
    `${status} ${redact(statusText)}`.trim() +
      (asked === '' ? '' : ` to ${asked}`) +
      `; ${count(headers.length, 'header')}, ${sizeOf(body)}`,
  ])
  const card = section(
    'verdict',
    heading,
    make('p', { className: 'meaning', textContent: kinds[verdict.kind] }),
    terms(facts),
  )
  card.dataset.kind = verdict.kind
  if (notes.length > 0) {
    card.append(make('ul', { className: 'notes' }, ...notes.map((note) => make('li', { textContent: note }))))
  }
  return card
}

/** `explain` has the words: each of its lines begins with its subject. */
function lineOf(verdict: Verdict, beginning: string): string {
  const line = explain(verdict)
    .split('\n')
    .map((text) => text.trim())
    .find((text) => text.startsWith(beginning))
  return line?.slice(beginning.length) ?? ''
}

function certaintyOf(verdict: Verdict): string {
  return explain(verdict).split('\n')[2]?.trim() ?? verdict.certainty
}

function sizeOf(body: Exchange['body']): string {
  if (body.length === 0) return 'no body'
  return typeof body === 'string'
    ? `a body of ${count(body.length, 'character')}`
    : `a body of ${count(body.length, 'byte')}`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function challengeCard({ headers }: Judgement): HTMLElement {
  const fields = ['WWW-Authenticate', 'Proxy-Authenticate'].map((name) => [name, headers.get(name)] as const)
  const views = fields
    .map(([name, text]) => (text === null ? undefined : challengeView(name, text)))
    .filter((view) => view !== undefined)
  const none = make('p', { className: 'hint', textContent: 'The response has none.' })
  return section('challenges', make('h2', { textContent: 'Challenges' }), ...(views.length > 0 ? views : [none]))
}

/** `explain` says them with the same words. */
const partWords: { readonly [P in Branch['part']]: string } = {
  taken: 'because',
  agrees: 'in line with that',
  lost: 'also considered',
  note: 'note',
}

function evidenceCard(verdict: Verdict): HTMLElement {
  return section(
    'evidence',
    make('h2', { textContent: 'Evidence' }),
    make('ol', { className: 'because' }, ...branchesOf(verdict).map(evidenceRow)),
  )
}

function placeWords({ finding: { saw, where }, part }: Branch): string {
  if (where === 'status' || part === 'note') return ''
  return saw.startsWith('status ') ? `, with ${placeIn(where)}` : ` in ${placeIn(where)}`
}

function evidenceRow(branch: Branch): HTMLElement {
  const { finding, part } = branch
  const { saw, rule, spec, kind, certainty } = finding
  const words = make('span', { className: 'part', textContent: partWords[part] })
  const row = make('li', {}, make('p', {}, words, ` ${saw}${placeWords(branch)}`))
  row.dataset.part = part
  row.dataset.kind = kind
  const source = make(
    'p',
    { className: 'hint' },
    make('code', { textContent: rule }),
    ...(spec === undefined ? [] : [' · ', specLink(spec)]),
  )
  if (part !== 'note') {
    source.append(
      ' · ',
      ...(part === 'lost' ? [make('span', { className: 'kind', textContent: kind }), ', '] : []),
      certainty,
    )
  }
  row.append(source)
  return row
}

function placeIn(where: string): string {
  return where === 'body' ? 'the body' : where
}

function adviceCard({ kind }: Verdict, advice: readonly Advice[]): HTMLElement {
  const rows = advice.map(({ code, title, text, fix, spec }) => {
    const row = make('li', {}, make('h3', { textContent: title }), make('p', {}, text, ' ', specLink(spec)))
    row.dataset.code = code
    if (fix !== undefined) {
      row.append(scrollable(make('pre', { className: 'fix', textContent: fix }), `What to send: ${title}`))
    }
    return row
  })
  const well = kind === 'none' ? 'Nothing to say about the login.' : 'The server did well: nothing to change.'
  return section(
    'advice',
    make('h2', { textContent: 'Advice to the server' }),
    rows.length > 0
      ? make('ul', { className: 'advised' }, ...rows)
      : make('p', { className: 'hint', textContent: well }),
  )
}

function textCard(verdict: Verdict): HTMLElement {
  const text = explain(verdict)
  const copy = make('button', { type: 'button', className: 'small', textContent: 'Copy as text' })
  const said = make('span', { className: 'hint' })
  said.setAttribute('role', 'status')
  copy.addEventListener('click', () => {
    navigator.clipboard.writeText(text).then(
      () => (said.textContent = 'Copied.'),
      () => (said.textContent = 'The browser did not allow it.'),
    )
  })
  const details = make(
    'details',
    {},
    make('summary', { textContent: 'As text' }),
    scrollable(make('pre', { className: 'fix', textContent: text }), 'The verdict as text'),
    make('div', { className: 'line' }, copy, said),
  )
  return section('text', details)
}

/** A keyboard user must be able to scroll it. */
function scrollable(element: HTMLElement, label: string): HTMLElement {
  element.tabIndex = 0
  element.setAttribute('role', 'region')
  element.setAttribute('aria-label', label)
  return element
}

function specLink(spec: string): Node | string {
  const href = specUrl(spec)
  return href === undefined ? spec : make('a', { href, textContent: spec, rel: 'noreferrer', target: '_blank' })
}

function terms(facts: readonly (readonly [string, string])[]): HTMLElement {
  return make(
    'dl',
    { className: 'facts' },
    ...facts.flatMap(([name, value]) => [make('dt', { textContent: name }), make('dd', { textContent: value })]),
  )
}

function section(name: string, ...children: readonly HTMLElement[]): HTMLElement {
  const made = make('section', { className: `card ${name}` }, ...children)
  made.dataset.section = name
  return made
}
