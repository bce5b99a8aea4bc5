import { type RefObject, useLayoutEffect } from 'react'

/** When the component is removed while the focus is in it, the element that had the focus before gets it back. */
export function useFocusReturn(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const opener = document.activeElement
    const own = element.current
    return () => {
      if (opener instanceof HTMLElement && own?.contains(document.activeElement)) opener.focus()
    }
  }, [element])
}
