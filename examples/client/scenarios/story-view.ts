import { make } from '../../page/element.ts'
import { scenarios } from './list.ts'
import { traffic } from './page-traffic.ts'
import type { Scenario } from './scenario.ts'
import { createSequenceView } from './sequence-view.ts'
import { play, stop, story, type StoryState, waits } from './story.ts'
import { waitWords } from './waits.ts'

/**
 * EXAMPLE ONLY: puts the scenarios and their diagram into an element; returns its own undo. Every version of the example
 * shows this same view.
 */
export function mountStory(host: HTMLElement): () => void {
  const strip = stripView()
  const telling = tellingView()
  const sequence = createSequenceView('What the page sends and receives')
  host.append(
    make('h2', { id: 'story-title', textContent: 'Eight ways to be refused' }),
    strip.element,
    make('div', { className: 'scene' }, telling.element, sequence.element),
  )
  host.setAttribute('aria-labelledby', 'story-title')

  const showStory = (): void => {
    strip.show(story.get())
    telling.show(story.get())
  }
  const showTraffic = (): void => sequence.show(traffic.rows.get())
  showStory()
  telling.showWait()
  showTraffic()
  // The seconds of what waits.
  const timer = setInterval(telling.showWait, 1000)
  const undo = [story.subscribe(showStory), waits.subscribe(telling.showWait), traffic.rows.subscribe(showTraffic)]
  return () => {
    for (const act of undo) act()
    clearInterval(timer)
    host.replaceChildren()
  }
}

function stripView(): { readonly element: HTMLElement; readonly show: (state: StoryState) => void } {
  const buttons = new Map<Scenario, HTMLButtonElement>(
    scenarios.map((scenario, index) => {
      const number = make('span', { className: 'number', textContent: `${index + 1}` })
      const button = make('button', { type: 'button' }, number, ' ', scenario.title)
      button.dataset.scenario = scenario.id
      button.addEventListener('click', () => void play(scenario))
      return [scenario, button]
    }),
  )
  return {
    element: make('ol', { className: 'strip' }, ...[...buttons.values()].map((button) => make('li', {}, button))),
    show: (state) => {
      for (const [scenario, button] of buttons) {
        if (scenario === state.scenario) button.setAttribute('aria-current', 'true')
        else button.removeAttribute('aria-current')
      }
    },
  }
}

interface TellingView {
  readonly element: HTMLElement
  readonly show: (state: StoryState) => void
  readonly showWait: () => void
}

function tellingView(): TellingView {
  const title = make('h3')
  const lead = make('p', { className: 'hint' })
  // Before the first: what each is about.
  const leads = scenarios.map((scenario) => make('li', { textContent: scenario.lead }))
  const sentences = make('ol', { className: 'sentences leads' }, ...leads)
  const live = make('div', { className: 'scroller', tabIndex: 0 }, sentences)
  live.setAttribute('role', 'log')
  live.setAttribute('aria-label', 'What happens')
  const wait = make('p', { id: 'wait', className: 'wait' })
  const end = make('button', { type: 'button', textContent: 'Stop' })
  end.addEventListener('click', stop)

  function showWait(): void {
    const waiting = waits.get()
    const words = waiting === undefined ? 'Nothing waits.' : waitWords(waiting, performance.now())
    if (wait.textContent !== words) wait.textContent = words
    wait.dataset.waiting = String(waiting !== undefined)
    // It keeps its place: nothing moves when it comes and goes.
    end.disabled = waiting === undefined && !story.get().isPlaying
  }

  return {
    element: make('div', { className: 'telling' }, title, lead, live, make('div', { className: 'line' }, wait, end)),
    show: (state) => {
      title.textContent = state.scenario?.title ?? 'Press one of the eight'
      lead.textContent = state.scenario?.lead ?? 'It presses the buttons of the app below, and says what happens.'
      if (state.scenario !== undefined) sentences.classList.remove('leads')
      // Screen readers read out what is added.
      const isNew = state.scenario !== undefined && state.sentences.length < sentences.children.length
      if (isNew) sentences.replaceChildren()
      for (const text of state.sentences.slice(sentences.children.length)) {
        sentences.append(make('li', { textContent: text }))
      }
      if (state.scenario !== undefined) live.scrollTop = live.scrollHeight
      live.dataset.playing = String(state.isPlaying)
      showWait()
    },
    showWait,
  }
}
