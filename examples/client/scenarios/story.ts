import { auth, signIn } from '../auth.ts'
import { failureOf } from '../failure.ts'
import { openmrsAuth, openmrsSignIn } from '../openmrs-auth.ts'
import { Stopped, stopRequests } from '../stop.ts'
import { createStore, type Writable } from '../store.ts'
import type { Scenario } from './scenario.ts'
import { traffic } from './page-traffic.ts'
import { createStage } from './stage.ts'
import { watchWaits, type Wait } from './waits.ts'

/** The scenario that is shown, and what was said of it so far. */
export interface StoryState {
  readonly scenario?: Scenario
  readonly sentences: readonly string[]
  readonly isPlaying: boolean
}

const isAsking = (): boolean => signIn.state.get().open
const isAskingOpenmrs = (): boolean => openmrsSignIn.state.get().open

/** EXAMPLE ONLY: plays scenarios in the page. */
export const story: Writable<StoryState> = createStore<StoryState>({ sentences: [], isPlaying: false })
/** Who waits in this page. */
export const waits: Writable<Wait | undefined> = watchWaits([
  [auth, isAsking],
  [openmrsAuth, isAskingOpenmrs],
])
traffic.listen(auth, isAsking)
traffic.listen(openmrsAuth, isAskingOpenmrs)

let current: AbortController | undefined

/** Plays a scenario from its beginning; one that is still playing is stopped. */
export async function play(scenario: Scenario): Promise<void> {
  stop()
  const controller = new AbortController()
  current = controller
  story.set({ scenario, sentences: [], isPlaying: true })
  traffic.clear()
  const show = (sentence: string): void => {
    if (current !== controller) return
    story.set({ ...story.get(), sentences: [...story.get().sentences, sentence] })
  }
  const stage = createStage({
    signal: controller.signal,
    show,
    isAtRest: traffic.isAtRest,
    clear: traffic.clear,
    note: traffic.note,
  })
  try {
    await scenario.play(stage)
  } catch (error) {
    show(error instanceof Stopped ? error.message : `It did not work out. ${failureOf(error)}`)
  }
  if (current !== controller) return
  current = undefined
  story.set({ ...story.get(), isPlaying: false })
}

/** Ends the scenario, its dialog, and every request that waits. */
export function stop(): void {
  current?.abort(new Stopped())
  for (const dialog of [signIn, openmrsSignIn]) if (dialog.state.get().open) dialog.cancel()
  if (current !== undefined || waits.get() !== undefined) stopRequests()
}
