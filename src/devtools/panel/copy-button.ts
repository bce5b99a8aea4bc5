import { button, type Properties } from './markup.js'

/** Writes a text to the clipboard. */
export type Copy = (text: string) => Promise<void>

/** How long a button shows the outcome. */
const OUTCOME_MS = 1500

/** A button that copies, and shows the outcome in place of its label for a moment. */
export function copyButton(
  label: string,
  text: () => string,
  copy: Copy,
  properties: Properties = {},
): HTMLButtonElement {
  let timer: ReturnType<typeof setTimeout> | undefined
  const showOutcome = (outcome: string): void => {
    element.textContent = outcome
    clearTimeout(timer)
    timer = setTimeout(() => {
      element.textContent = label
    }, OUTCOME_MS)
  }
  const element = button(
    label,
    () =>
      void copy(text()).then(
        () => showOutcome('Copied'),
        () => showOutcome('Not allowed'),
      ),
    properties,
  )
  return element
}
