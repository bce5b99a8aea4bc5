import type { Exchange } from 'why401/exchange'
import { byId, make } from '../page/element.ts'
import type { Judgement } from './judge.ts'

/** One entry of a HAR, judged by the file alone. */
export interface JudgedEntry {
  readonly exchange: Exchange
  readonly judgement: Judgement
}

const section = byId('entries', HTMLElement)
const hint = byId('entries-hint', HTMLParagraphElement)
const list = byId('entry-list', HTMLOListElement)
const showAll = byId('show-all', HTMLInputElement)

let entries: readonly JudgedEntry[] = []
let choose: (entry: JudgedEntry) => void = () => {}
let chosen: JudgedEntry | undefined

export function startEntries(onChoose: (entry: JudgedEntry) => void): void {
  choose = onChoose
  showAll.addEventListener('change', show)
}

/** Lists the entries of a HAR, at first only the refused ones if there are any; returns the first refused one. */
export function showEntries(judged: readonly JudgedEntry[], creator: string | undefined): JudgedEntry | undefined {
  entries = judged
  section.hidden = false
  showAll.checked = judged.every((entry) => !isRefused(entry))
  chosen = judged.find(isRefused)
  const refused = judged.filter(isRefused).length
  hint.textContent = `${refused} of ${judged.length} ${judged.length === 1 ? 'entry' : 'entries'} ${refused === 1 ? 'was' : 'were'} refused${creator === undefined ? '' : ` (written by ${creator.slice(0, 60)})`}.`
  show()
  return chosen
}

export function hideEntries(): void {
  entries = []
  chosen = undefined
  section.hidden = true
  list.replaceChildren()
}

/** Whether the entry was refused, or its verdict is about the login under any status. */
function isRefused({ exchange, judgement }: JudgedEntry): boolean {
  return exchange.status >= 400 || judgement.verdict.kind !== 'none'
}

function show(): void {
  list.replaceChildren(...entries.filter((entry) => showAll.checked || isRefused(entry)).map(row))
}

function row(entry: JudgedEntry): HTMLElement {
  const { exchange, judgement } = entry
  const { status, kind, reason, url } = judgement.verdict
  const button = make(
    'button',
    { type: 'button' },
    make('span', { className: 'status', textContent: String(status) }),
    make('span', {
      className: 'request',
      textContent: `${exchange.request.method ?? ''} ${url || 'an address that is not http(s)'}`,
    }),
    make('span', { className: 'kind', textContent: kind === 'none' ? reason : `${kind}, ${reason}` }),
  )
  button.dataset.kind = kind
  button.setAttribute('aria-pressed', String(entry === chosen))
  button.addEventListener('click', () => {
    chosen = entry
    for (const other of list.querySelectorAll('button')) other.setAttribute('aria-pressed', String(other === button))
    choose(entry)
  })
  return make('li', {}, button)
}
