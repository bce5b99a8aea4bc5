import { type ReactElement, useRef, useState } from 'react'
import type { RemedyButton } from '../../client/notices/remedies.ts'
import { useFocusReturn } from '../use-focus-return.ts'

interface Properties {
  readonly kind: string
  readonly heading: string
  readonly text: string
  readonly remedy: RemedyButton | undefined
  readonly onDismiss: () => void
}

// #region notice
/** A message with a button that does what would help. */
export function Notice({ kind, heading, text, remedy, onDismiss }: Properties): ReactElement {
  const notice = useRef<HTMLElement>(null)
  const [said, setSaid] = useState(text)
  useFocusReturn(notice)

  async function help({ run }: RemedyButton): Promise<void> {
    const after = await run()
    if (after === '') onDismiss()
    else setSaid(after)
  }

  return (
    <section ref={notice} className="notice" data-kind={kind} role="alert">
      <h2>{heading}</h2>
      <p>{said}</p>
      <div className="line">
        {remedy && (
          <button type="button" className="primary" onClick={() => void help(remedy)}>
            {remedy.label}
          </button>
        )}
        <button type="button" onClick={onDismiss}>
          Dismiss
        </button>
      </div>
    </section>
  )
}
// #endregion
