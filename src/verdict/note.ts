import type { Because } from './verdict.js'

/**
 * Whether a member of `because` concludes nothing: it notes a header that could not be read, or a convention that threw.
 *
 * @example
 * const notes = (await classify(response)).because.filter(isNote)
 */
export function isNote({ where }: Because): boolean {
  return where === 'Access-Control-Expose-Headers' || where === 'its examine()'
}
