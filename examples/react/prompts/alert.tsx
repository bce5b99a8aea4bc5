import { type ReactElement, useEffect, useState } from 'react'

/** Text that comes after the element is in the page is read out. */
export function Alert({ children }: { readonly children: string }): ReactElement {
  const [text, setText] = useState('')
  useEffect(() => setText(children), [children])
  return <p role="alert">{text}</p>
}
