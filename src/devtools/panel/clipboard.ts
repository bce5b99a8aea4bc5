/**
 * Writes to the clipboard. On plain http a page may not use `navigator.clipboard`: then it selects the text in `within`
 * and copies the selection.
 */
export async function copyText(text: string, within: HTMLElement): Promise<void> {
  try {
    // The panel may be in a window of its own, and only the window in front may write.
    const { defaultView } = within.ownerDocument
    await (defaultView ?? globalThis).navigator.clipboard.writeText(text)
  } catch (error) {
    const { activeElement } = within.getRootNode() as ShadowRoot
    const field = within.ownerDocument.createElement('textarea')
    field.value = text
    field.className = 'quiet'
    within.append(field)
    field.select()
    // oxlint-disable-next-line typescript/no-deprecated -- plain http has no other way
    const copied = within.ownerDocument.execCommand('copy')
    field.remove()
    if (activeElement instanceof HTMLElement) activeElement.focus()
    if (!copied) throw error
  }
}
