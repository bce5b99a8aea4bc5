import type { ReactElement } from 'react'
import { Output, type Outcome } from './outcome.tsx'

/** Shows an outcome that is one sentence, large; or what to say while there is none. */
export function Tile({
  id,
  outcome,
  empty,
}: {
  readonly id: string
  readonly outcome: Outcome
  readonly empty: string
}): ReactElement {
  return (
    <div className="sheet">
      <Output id={id} className="tile" outcome={outcome} />
      <p className="empty">{empty}</p>
    </div>
  )
}
