import type { Store } from 'why401'
import { makeFail } from '../break/controls.ts'
import type { Lane } from './traffic-row.ts'

/** How a card says that its action went. */
export interface Outcome {
  readonly isDone: boolean
  readonly text: string
}

/** What a scenario can do in the page: it presses the page's own buttons, and says what happens. */
export interface Stage {
  /** Ends everything below when the user stops the scenario. */
  readonly signal: AbortSignal
  /** Shows a sentence, and leaves time to read it. */
  readonly say: (sentence: string) => Promise<void>
  /** Presses a button of a card; resolves with what the card says in the end. */
  readonly press: (buttonId: string, card: string) => Promise<Outcome>
  /** Makes the server fail, as the buttons that break something do; resolves with the key that it made, if it makes one. */
  readonly fail: (control: string) => Promise<string | undefined>
  /** Waits until the page is at rest, and empties the diagram. */
  readonly begin: () => Promise<void>
}

export interface StageOptions {
  readonly signal: AbortSignal
  readonly show: (sentence: string) => void
  readonly isAtRest: () => boolean
  readonly clear: () => void
  readonly note: (lane: Lane, label: string, far?: string) => void
}

/** What the diagram says of each failure, and where. */
const notes: { readonly [control: string]: readonly [lane: Lane, label: string, far?: string] } = {
  'expire-session': ['api', 'session ends'],
  'expire-openmrs-session': ['api', 'session ends'],
  'expire-access-tokens': ['api', 'tokens expire'],
  'revoke-integration-key': ['far', 'key revoked', 'Meteo'],
}

/** Long enough to see that something has changed; all sentences stay to be read. */
const BEAT_MS = 900

/** A page at rest has sent nothing for this long. */
const REST_MS = 80

export function createStage({ signal, show, isAtRest, clear, note }: StageOptions): Stage {
  const beat = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : BEAT_MS
  return {
    signal,
    begin: async () => {
      do await pause(REST_MS, signal)
      while (!isAtRest())
      clear()
    },
    say: async (sentence) => {
      show(sentence)
      await pause(beat, signal)
    },
    press: (buttonId, card) => {
      const outcome = pressIn(document, buttonId, card, signal)
      // A scenario that the user stopped waits for it no more.
      outcome.catch(() => {})
      return outcome
    },
    fail: async (control) => {
      const key = await makeFail(control)
      const done = notes[control]
      if (done !== undefined) note(...done)
      return key
    },
  }
}

/** Presses a button of a page, this one or one in another window. */
export function pressIn(page: Document, buttonId: string, card: string, signal: AbortSignal): Promise<Outcome> {
  const output = page.getElementById(`${card}-output`)
  const button = page.getElementById(buttonId)
  if (output === null || button === null) return Promise.reject(new TypeError(`the page has no #${buttonId}`))
  let hasBegun = false
  const settled = observe(output, signal, () => {
    const state = output.dataset.outcome
    hasBegun ||= state === 'waiting'
    return hasBegun && (state === 'done' || state === 'failed')
  })
  button.dataset.played = ''
  button.click()
  return settled
    .then(() => ({ isDone: output.dataset.outcome === 'done', text: output.textContent }))
    .finally(() => delete button.dataset.played)
}

/** Resolves when an element fulfils a condition; rejects when the user stops. */
function observe(element: HTMLElement, signal: AbortSignal, isMet: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => {
      if (!isMet()) return
      observer.disconnect()
      resolve()
    })
    observer.observe(element, { attributes: true, childList: true, characterData: true, subtree: true })
    onAbort(signal, (reason) => {
      observer.disconnect()
      reject(reason)
    })
  })
}

/** Resolves when a store holds a value that fulfils a condition. */
export function until<T>(store: Store<T>, isMet: (value: T) => boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (isMet(store.get())) {
      resolve()
      return
    }
    const stop = store.subscribe((value) => {
      if (!isMet(value)) return
      stop()
      resolve()
    })
    onAbort(signal, (reason) => {
      stop()
      reject(reason)
    })
  })
}

export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    onAbort(signal, (reason) => {
      clearTimeout(timer)
      reject(reason)
    })
  })
}

function onAbort(signal: AbortSignal, act: (reason: Error) => void): void {
  const abort = (): void => act(signal.reason instanceof Error ? signal.reason : new Error('stopped'))
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
}
