import { type RefObject, useLayoutEffect } from 'react'

/** When this goes away with the focus in it, the focus returns to where it was when this came. */
export function useFocusReturn(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const opener = document.activeElement
    const own = element.current
    return () => {
      if (opener instanceof HTMLElement && own?.contains(document.activeElement)) opener.focus()
    }
  }, [element])
}
