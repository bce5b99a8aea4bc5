import { type Auth, explain, type Verdict } from 'why401'
import { causeOf } from '../client/verdict-cause.ts'
import { sentenceOf } from '../client/words.ts'
import { byId, make } from './element.ts'

const list = byId('log', HTMLOListElement)
const empty = byId('log-empty', HTMLParagraphElement)
const clear = byId('clear-log', HTMLButtonElement)
const MOST = 50

/** The newest entry: what came of the same cause counts there. */
let last: Entry = { cause: undefined, count: 0, times: make('span') }

interface Entry {
  readonly cause: string | undefined
  readonly times: HTMLElement
  count: number
}

/** Every verdict with its reasons, the newest first and unfolded. */
export function startVerdictLog(...auths: readonly Auth[]): void {
  for (const auth of auths) auth.on('verdict', ({ verdict, request }) => add(verdict, request.method))
  clear.addEventListener('click', () => {
    list.replaceChildren()
    last = { cause: undefined, count: 0, times: make('span') }
    toggleEmpty()
  })
}

function add(verdict: Verdict, method: string): void {
  const { kind, reason, status, url } = verdict
  const cause = causeOf(verdict, method)
  if (cause !== undefined && cause === last.cause) {
    last.count += 1
    last.times.textContent = `${last.count}×`
    return
  }
  last = { cause, count: 1, times: make('span', { className: 'times' }) }
  const summary = make(
    'summary',
    {},
    make('span', { className: 'said', textContent: sentenceOf(verdict) }),
    make('span', { className: 'kind', textContent: kind }),
    make('strong', { textContent: reason }),
    last.times,
    make('span', { className: 'request', textContent: `${status} ${method} ${url.replace(location.origin, '')}` }),
  )
  for (const details of list.querySelectorAll('details')) details.open = false
  const lines = explain(verdict)
    .split('\n')
    .map((line) => make('p', { textContent: line.trim() }))
  const item = make(
    'li',
    {},
    make('details', { open: true }, summary, make('div', { className: 'explained' }, ...lines)),
  )
  item.dataset.kind = kind
  list.prepend(item)
  while (list.children.length > MOST) list.lastElementChild?.remove()
  toggleEmpty()
}

function toggleEmpty(): void {
  empty.hidden = list.children.length > 0
  clear.hidden = !empty.hidden
}
