import { type ReactElement, useLayoutEffect, useRef } from 'react'
import { mountBreak } from '../client/break/break-view.ts'

/** EXAMPLE ONLY: what breaks the server. All versions of the example share the view. */
export function Break(): ReactElement {
  const host = useRef<HTMLElement>(null)
  useLayoutEffect(() => (host.current === null ? undefined : mountBreak(host.current)), [])
  return <aside ref={host} id="break" className="break" />
}
