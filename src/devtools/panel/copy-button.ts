import { button, type Properties } from './markup.js'

/** Writes a text to the clipboard. */
export type Copy = (text: string) => Promise<void>

/** How long a button shows the outcome. */
const OUTCOME_MS = 1500

/** A button that shows what came of it in place of its label for a moment; undefined shows nothing. */
export function outcomeButton(
  label: string,
  act: () => Promise<string> | string | undefined,
  properties: Properties = {},
): HTMLButtonElement {
  let timer: ReturnType<typeof setTimeout> | undefined
  const press = async (): Promise<void> => {
    const outcome = await act()
    if (outcome === undefined) return
    element.textContent = outcome
    clearTimeout(timer)
    timer = setTimeout(() => {
      element.textContent = label
    }, OUTCOME_MS)
  }
  const element = button(label, () => void press(), properties)
  return element
}

/** A button that copies. */
export function copyButton(
  label: string,
  text: () => string,
  copy: Copy,
  properties: Properties = {},
): HTMLButtonElement {
  const act = (): Promise<string> =>
    copy(text()).then(
      () => 'Copied',
      () => 'Not allowed',
    )
  return outcomeButton(label, act, properties)
}
