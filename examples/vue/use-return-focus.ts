import { onBeforeUnmount, type ShallowRef } from 'vue'

/** When the component is removed while the focus is in it, the element that had the focus before gets it back. */
export function useReturnFocus(element: Readonly<ShallowRef<HTMLElement | null>>): void {
  const opener = document.activeElement
  onBeforeUnmount(() => {
    if (opener instanceof HTMLElement && element.value?.contains(document.activeElement)) opener.focus()
  })
}
