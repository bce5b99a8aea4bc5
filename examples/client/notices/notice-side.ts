/**
 * Messages are a part of the app's column and stay in view at its bottom, or at its top where they would cover what the user
 * pressed last. What was pressed stays where it is: the page scrolls by the room that messages take above it. Returns its own
 * undo.
 */
export function startNoticeSide(): () => void {
  const [notices, header] = ['#notices', '.top'].map((selector) => document.querySelector<HTMLElement>(selector))
  const app = notices?.parentElement
  if (!notices || !header || !app) return () => {}
  const controller = new AbortController()
  let pressed: Element | undefined
  let room = 0

  document.addEventListener(
    'click',
    ({ target, isTrusted }) => {
      // What a scenario presses is not where the user looks.
      if (isTrusted && target instanceof Element && !notices.contains(target)) pressed = target
    },
    { capture: true, signal: controller.signal },
  )

  /** How far messages push the rest of the app down. */
  function roomAbove(): number {
    const rest = [...(app?.children ?? [])].find((child) => child !== notices)
    return (rest?.getBoundingClientRect().top ?? 0) - (app?.getBoundingClientRect().top ?? 0)
  }

  function place(): void {
    if (!notices || !app) return
    const isInApp = app.contains(pressed ?? null)
    if (notices.childElementCount === 0) delete notices.dataset.side
    else if (isInApp && isOver(notices, pressed)) {
      notices.dataset.side = notices.dataset.side === 'top' ? 'bottom' : 'top'
    }
    const more = roomAbove() - room
    room += more
    if (more !== 0 && isInApp) scrollBy({ top: more, behavior: 'instant' })
  }

  const sizes = new ResizeObserver(place)
  sizes.observe(notices)
  const messages = new MutationObserver((records) => {
    place()
    const added = records.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => node instanceof HTMLElement)
    // The newest is the one to see. React and Vue put it between others.
    const newest = added.findLast(({ isConnected }) => isConnected)
    if (newest) notices.scrollTo({ top: newest.offsetTop, left: newest.offsetLeft, behavior: 'instant' })
  })
  messages.observe(notices, { childList: true })
  const heads = new ResizeObserver(() => {
    const height = getComputedStyle(header).position === 'sticky' ? header.offsetHeight : 0
    document.documentElement.style.setProperty('--header', `${height}px`)
  })
  heads.observe(header)
  return () => {
    controller.abort()
    for (const observer of [sizes, messages, heads]) observer.disconnect()
  }
}

function isOver(notices: Element, pressed: Element | undefined): boolean {
  const [own, other] = [notices.getBoundingClientRect(), pressed?.getBoundingClientRect()]
  return other !== undefined && own.top < other.bottom && own.bottom > other.top && other.height > 0
}
