import { button, type Properties } from './markup.js'

/** Writes a text to the clipboard. */
export type Copy = (text: string) => Promise<void>

/** How long a button says that it worked, ms. */
const TOLD_MS = 1500

/** A button that copies, says how it went, and then what it does again. */
export function copyButton(
  label: string,
  text: () => string,
  copy: Copy,
  properties: Properties = {},
): HTMLButtonElement {
  let timer: ReturnType<typeof setTimeout> | undefined
  const say = (told: string): void => {
    pressed.textContent = told
    clearTimeout(timer)
    timer = setTimeout(() => {
      pressed.textContent = label
    }, TOLD_MS)
  }
  const pressed = button(
    label,
    () =>
      void copy(text()).then(
        () => say('Copied'),
        () => say('Not allowed'),
      ),
    properties,
  )
  return pressed
}
