/** The lanes of the diagram, from left to right. */
export const lanes = ['tabs', 'page', 'api', 'far'] as const
export type Lane = (typeof lanes)[number]

/** What an arrow or a note means; each has a colour and a line of its own. */
export type Tone = 'sent' | 'good' | 'refused' | 'told'

/** Something that went from one lane to another; `count` equal ones share an arrow. */
export interface Arrow {
  readonly type: 'arrow'
  readonly from: Lane
  readonly to: Lane
  readonly label: string
  readonly tone: Tone
  readonly count: number
}

/** Something that happened in one lane. */
export interface Note {
  readonly type: 'note'
  readonly lane: Lane
  readonly label: string
  readonly tone: Tone
}

/** One line of the diagram. */
export type Row = (Arrow | Note) & {
  readonly id: number
  /** Rows of one phase happened together: equal arrows among them are one. */
  readonly phase: number
  /** Whether requests of this page waited at that time. */
  readonly isWaiting: boolean
  /** The name of the lane at the right, for a row that touches it. */
  readonly far?: string
  /** Method and URL of the request that the row sends or answers, as its verdict names them. */
  readonly request?: string
}

/** A diagram keeps at most this many rows; the oldest go first. */
export const MOST_ROWS = 60

/** Adds an arrow or a note; an arrow that is in this phase already, with no way back since, counts one more. */
export function withRow(rows: readonly Row[], row: Row): readonly Row[] {
  const twin = rows.findLastIndex((known) => known.phase === row.phase && isSame(known, row))
  const isOver = rows.slice(twin + 1).some((later) => row.request !== undefined && later.request === row.request)
  const known = isOver ? undefined : rows[twin]
  if (known?.type === 'arrow') return rows.with(twin, { ...known, count: known.count + 1 })
  if (known !== undefined) return rows
  return [...rows, row].slice(-MOST_ROWS)
}

function isSame(a: Row, b: Row): boolean {
  if (a.type === 'note') return b.type === 'note' && a.lane === b.lane && a.label === b.label
  return b.type === 'arrow' && a.from === b.from && a.to === b.to && a.label === b.label && a.request === b.request
}

/** Names the reason in the answer that a verdict is about, and says whose refusal it was where the third party was asked. */
export function withReason(
  rows: readonly Row[],
  request: string,
  reason: string,
  upstream: readonly Row[],
): readonly Row[] {
  const at = rows.findLastIndex((row) => row.request === request && isAnswer(row) && /^\d+$/.test(row.label))
  const row = rows[at]
  if (row?.type !== 'arrow') return rows
  const label = `${row.label} ${reason}`
  const named = { ...row, label, tone: 'refused' as const, count: 1 }
  // The other equal answers, whose verdicts are still to come, stay behind it.
  const rest = row.count > 1 ? [{ ...row, count: row.count - 1 }] : []
  const twin = rows.findIndex(
    (known) => known.phase === row.phase && known.request === request && known.label === label,
  )
  const known = rows[twin]
  if (known?.type === 'arrow') {
    return rows.with(twin, { ...known, count: known.count + 1 }).toSpliced(at, 1, ...rest)
  }
  return rows.toSpliced(at, 1, ...upstream, named, ...rest)
}

function isAnswer(row: Row): boolean {
  return row.type === 'arrow' && row.to === 'page'
}
