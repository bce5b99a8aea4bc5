import { type ReactElement, useEffect, useState } from 'react'

/** Screen readers read a text that is added after its element is in the page. */
export function Alert({ children }: { readonly children: string }): ReactElement {
  const [text, setText] = useState('')
  useEffect(() => setText(children), [children])
  return <p role="alert">{text}</p>
}
