import type { Stage } from './stage.ts'

/** A story of one refusal: what the page does, and a sentence for each step. */
export interface Scenario {
  readonly id: string
  readonly title: string
  /** What to look at. */
  readonly lead: string
  readonly play: (stage: Stage) => Promise<void>
}
