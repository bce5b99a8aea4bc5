import type { Replay } from './replay.js'

/** Lets go of what is kept for another attempt, so that a stream's source is cancelled. */
export function dropReplay({ spare }: Replay): void {
  // Only now, when the first was sent, does a look at a body do no harm.
  spare?.body?.cancel().catch(() => {})
}
