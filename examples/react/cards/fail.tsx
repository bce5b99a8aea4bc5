import { type PropsWithChildren, type ReactElement, useState } from 'react'
import { makeFail } from '../../client/fail.ts'

/** EXAMPLE ONLY: these buttons make requests fail at the server. A real app has none of them. */
export function Fail({ what, children }: PropsWithChildren<{ readonly what: string }>): ReactElement {
  return (
    <div className="line fail" role="group" aria-label={`Make ${what} fail`}>
      <span className="hint">Make it fail:</span>
      {children}
    </div>
  )
}

interface Properties {
  readonly control: string
  readonly children: string
  readonly onDone: (text: string) => void
  /** Called with the new key, for a control that makes one. */
  readonly onKey?: (key: string) => void
}

export function FailButton({ control, children, onDone, onKey }: Properties): ReactElement {
  const [isPressed, setPressed] = useState(false)

  async function press(): Promise<void> {
    setPressed(false)
    const key = await makeFail(control)
    if (key !== undefined) onKey?.(key)
    onDone(key === undefined ? `Done: ${children.toLowerCase()}. Now ask again.` : 'Done: the new key is in the field.')
    setPressed(true)
  }

  return (
    <button type="button" data-control={control} data-pressed={isPressed || undefined} onClick={() => void press()}>
      {children}
    </button>
  )
}
