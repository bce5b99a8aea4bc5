import type { ReactElement } from 'react'
import type { Sheet } from '../../client/sheet.ts'

/** Shows what was read, or what to say while there is nothing. */
export function SheetView({
  sheet,
  empty,
}: {
  readonly sheet: Sheet | undefined
  readonly empty: string
}): ReactElement {
  if (sheet === undefined) {
    return (
      <div className="sheet">
        <p className="empty">{empty}</p>
      </div>
    )
  }
  return (
    <div className="sheet">
      <h3>{sheet.title}</h3>
      <ul className="rows" aria-label={sheet.title}>
        {sheet.rows.map(({ name, value }) => (
          <li key={name}>
            <span>{name}</span>
            <span className="value">{value}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
