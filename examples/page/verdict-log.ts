import { type Auth, explain, type Verdict } from 'why401'
import { byId, make } from './element.ts'

const list = byId('log', HTMLOListElement)
const empty = byId('log-empty', HTMLParagraphElement)
const clear = byId('clear-log', HTMLButtonElement)
const MOST = 50

/** Every verdict with its reasons, the newest first and unfolded. */
export function startVerdictLog(...auths: readonly Auth[]): void {
  for (const auth of auths) auth.on('verdict', ({ verdict, request }) => add(verdict, request.method))
  clear.addEventListener('click', () => {
    list.replaceChildren()
    toggleEmpty()
  })
}

function add(verdict: Verdict, method: string): void {
  const { kind, reason, status, url } = verdict
  const summary = make(
    'summary',
    {},
    make('span', { className: 'kind', textContent: kind }),
    make('strong', { textContent: reason }),
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
