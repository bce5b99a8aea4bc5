import { onBeforeUnmount, type ShallowRef } from 'vue'

/** When this component goes with the focus in it: gives the focus back to what had it when the component appeared. */
export function useReturnFocus(element: Readonly<ShallowRef<HTMLElement | null>>): void {
  const opener = document.activeElement
  onBeforeUnmount(() => {
    if (opener instanceof HTMLElement && element.value?.contains(document.activeElement)) opener.focus()
  })
}
