import { make } from '../../page/element.ts'
import { type Lane, lanes, type Row, type Tone } from './traffic-row.ts'

const names: { readonly [L in Lane]: string } = {
  tabs: 'Other tabs',
  page: 'This page',
  api: 'API',
  far: 'Third party',
}

/** For those who do not see the colours and the dashes. */
const toneWords: { readonly [T in Tone]: string } = {
  sent: 'asks',
  good: 'answers',
  refused: 'refuses',
  told: 'tells',
}

/** A sequence diagram of what the page sends and receives; `show` draws it anew. */
export interface SequenceView {
  readonly element: HTMLElement
  readonly show: (rows: readonly Row[]) => void
}

export function createSequenceView(label: string): SequenceView {
  const far = make('span')
  const heads = lanes.map((lane) => (lane === 'far' ? far : make('span', { textContent: names[lane] })))
  const list = make('ol', { className: 'steps' })
  const lines = lanes.map(() => make('span', { className: 'lifeline' }))
  const body = make('div', { className: 'body' }, ...lines, list)
  const empty = make('p', {
    className: 'hint',
    textContent: 'Each request of this page is drawn here, with what it led to.',
  })
  const scroller = make('div', { className: 'scroller', tabIndex: 0 }, body)
  scroller.setAttribute('role', 'region')
  scroller.setAttribute('aria-label', label)
  const lanesHead = make('div', { className: 'heads' }, ...heads)
  lanesHead.setAttribute('aria-hidden', 'true')
  const element = make('div', { className: 'sequence' }, lanesHead, scroller, empty)

  return {
    element,
    show: (rows) => {
      const third = rows.findLast((row) => row.far !== undefined)?.far ?? names.far
      far.textContent = third
      empty.hidden = rows.length > 0
      list.replaceChildren(...rows.map((row) => rowView(row, third)))
      scroller.scrollTop = scroller.scrollHeight
    },
  }
}

function rowView(row: Row, third: string): HTMLLIElement {
  const nameOf = (lane: Lane): string => (lane === 'far' ? third : names[lane])
  const item = make('li')
  item.dataset.tone = row.tone
  if (row.isWaiting) item.append(make('span', { className: 'waiting' }))
  if (row.type === 'note') {
    const note = make('span', { className: 'note' }, unseen(`${nameOf(row.lane)}: `), row.label)
    note.dataset.lane = row.lane
    item.append(note)
    return item
  }
  const [left, right] = [row.from, row.to].toSorted((a, b) => lanes.indexOf(a) - lanes.indexOf(b))
  const times = row.count > 1 ? [unseen(', '), make('b', { textContent: `${row.count}×` })] : []
  const arrow = make(
    'span',
    { className: 'arrow' },
    unseen(`${nameOf(row.from)} ${toneWords[row.tone]} ${nameOf(row.to)}: `),
    make('span', { className: 'label' }, row.label, ...times),
  )
  arrow.dataset.span = `${left}-${right}`
  arrow.dataset.to = row.to === right ? 'right' : 'left'
  item.append(arrow)
  return item
}

function unseen(text: string): HTMLElement {
  return make('span', { className: 'unseen', textContent: text })
}
