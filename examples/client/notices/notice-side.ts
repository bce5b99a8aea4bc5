/**
 * In a narrow window messages lie over the page: at its top or its bottom, whichever is farther from what was pressed
 * last. Returns its own undo.
 */
export function startNoticeSide(): () => void {
  const controller = new AbortController()
  document.addEventListener(
    'click',
    ({ target, isTrusted }) => {
      const notices = document.getElementById('notices')
      // What a scenario presses is not where the user looks.
      if (!isTrusted || notices === null || !(target instanceof Element) || notices.contains(target)) return
      const { top, bottom } = target.getBoundingClientRect()
      notices.dataset.side = (top + bottom) / 2 > innerHeight / 2 ? 'top' : 'bottom'
    },
    { capture: true, signal: controller.signal },
  )
  return () => controller.abort()
}
