/** Writes to the clipboard; where the page has no right to the modern one (plain http), by way of a text selected in `within`. */
export async function copyText(text: string, within: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch (error) {
    const { activeElement } = within.getRootNode() as ShadowRoot
    const field = document.createElement('textarea')
    field.value = text
    field.className = 'quiet'
    within.append(field)
    field.select()
    // oxlint-disable-next-line typescript/no-deprecated -- there is no other way on plain http
    const copied = document.execCommand('copy')
    field.remove()
    if (activeElement instanceof HTMLElement) activeElement.focus()
    if (!copied) throw error
  }
}
