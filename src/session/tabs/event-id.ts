/** The id of a renewal ends with the id of the sign-out that came before it: so a tab that slept hears of both in order. */
export const AFTER = '~'
/** So much of the id of a sign-out counts, in characters: a longer one is not of ours, and the id of a renewal must stay short. */
export const MAX_DEPARTURE = 100

/**
 * Random, and short: it names an event, and is no secret. The time in front serves a page whose engine comes late, and only
 * as a hint: a clock that jumps costs one renewal, or one request, more.
 */
export function createId(date: number): string {
  return `${date.toString(36)}.${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`
}
