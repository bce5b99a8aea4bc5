import { copyText } from './clipboard.js'
import type { Entry } from '../timeline/entry.js'
import { statusWords } from './login-bar.js'
import type { Named } from '../timeline/attached-auths.js'
import { button, h } from './markup.js'
import { createPanel, type Panel } from './panel.js'
import { sheet } from './styles.js'
import type { Timeline } from '../timeline/timeline.js'

/** What is drawn in the element: the button, and the panel that it opens. */
export interface View {
  /** Shows how things are, before the next frame. */
  readonly later: () => void
  readonly show: (open: boolean) => void
  readonly end: () => void
}

/** How often times are written anew while the panel is open, ms. */
const TICK_MS = 1000

/** Draws into `root`; `opened` is told when the user opens or closes the panel. */
export function createView(
  root: ShadowRoot,
  timeline: Timeline,
  auths: () => readonly Named[],
  opened: (open: boolean) => void,
): View {
  root.adoptedStyleSheets = [sheet()]
  const close = (): void => {
    set(false)
    toggle.focus()
  }
  const panel: Panel = createPanel({ timeline, auths, close, copy: (text) => copyText(text, panel.element) })
  const toggle = button(
    '',
    () => {
      set(true)
      panel.focus()
    },
    { class: 'toggle' },
  )
  const live = h('p', { class: 'quiet', role: 'status' })
  root.replaceChildren(toggle, panel.element, live)
  const announce = createAnnouncer(live)
  let frame = 0
  let timer: ReturnType<typeof setInterval> | undefined

  const render = (): void => {
    frame = 0
    const refusals = timeline.entries.get().filter(({ type }) => type === 'refusal').length
    const [{ auth } = { auth: undefined }] = auths()
    const status = auth?.state.get().status ?? 'unknown'
    toggle.replaceChildren(h('span', { class: 'dot', 'data-status': status }), `why401 · ${refusals}`)
    toggle.setAttribute(
      'aria-label',
      `why401 · ${refusals} refusal${refusals === 1 ? '' : 's'}, ${statusWords[status]}: open the devtools`,
    )
    if (panel.element.hidden) return
    panel.render()
    announce(timeline.entries.get())
  }
  const set = (open: boolean): void => {
    opened(open)
    panel.element.hidden = !open
    toggle.hidden = open
    clearInterval(timer)
    if (open) timer = setInterval(panel.tick, TICK_MS)
    render()
  }
  const later = (): void => {
    frame ||= requestAnimationFrame(render)
  }
  const off = timeline.entries.subscribe(later)

  return {
    later,
    show: set,
    end: () => {
      off()
      clearInterval(timer)
      cancelAnimationFrame(frame)
      root.replaceChildren()
    },
  }
}

/** Tells of what is new in this tab, in one short sentence however much it is; what was there before is not news. */
function createAnnouncer(live: HTMLElement): (entries: readonly Entry[]) => void {
  let known: ReadonlySet<string> | undefined
  return (entries) => {
    const refusals = entries.filter((entry) => entry.type === 'refusal' && !entry.elsewhere)
    const news = known === undefined ? [] : refusals.filter(({ id }) => known?.has(id) === false)
    known = new Set(refusals.map(({ id }) => id))
    const [first] = news
    if (first?.type === 'refusal') {
      live.textContent =
        news.length === 1 ? `Refused: ${first.verdict.status}, ${first.verdict.reason}` : `${news.length} new refusals`
    }
  }
}
