/**
 * The controls that are less than `least` px high or wide: WCAG 2.2, 2.5.8 asks for 24, a finger wants 44. It has nothing of
 * the module's in it, so that a page can be given it. A link in a sentence is as high as its line, and is left out.
 */
export function findSmallControls(least: number, root: Document | ShadowRoot = document): string[] {
  const isInSentence = (control: Element): boolean =>
    control.localName === 'a' &&
    getComputedStyle(control).display === 'inline' &&
    control.parentElement?.textContent.trim() !== control.textContent.trim()
  // The label of a radio button or a checkbox is pressed as well as its box.
  const pressedPart = (control: Element): Element =>
    control.matches('[type=radio], [type=checkbox]') ? (control.closest('label') ?? control) : control
  const controls = [
    ...root.querySelectorAll('button, input, select, textarea, summary, a[href], [role=button], [role=tab]'),
  ]
  return controls
    .filter((control) => control.checkVisibility({ visibilityProperty: true }) && !isInSentence(control))
    .map((control) => ({ control, box: pressedPart(control).getBoundingClientRect() }))
    .filter(({ box }) => Math.min(box.width, box.height) < least - 0.1)
    .map(({ control, box }) => `${control.outerHTML.slice(0, 80)} ${box.width.toFixed(1)} × ${box.height.toFixed(1)}`)
}
