import type { Because, Verdict } from './verdict.js'

/** A member of `because`, and what became of it. */
export interface Branch {
  readonly finding: Because
  /**
   * `taken`: it is the verdict. `agrees`: it concludes the same kind. `lost`: it concludes another kind. `note`: it concludes
   * nothing, and notes a header that could not be read, or a convention that threw.
   */
  readonly part: 'taken' | 'agrees' | 'lost' | 'note'
}

/**
 * The decision as a tree of one level: what came is its root, and each finding a branch. The taken one is the first.
 *
 * @example
 * const notes = branchesOf(await classify(response)).filter(({ part }) => part === 'note')
 */
export function branchesOf({ because, kind }: Pick<Verdict, 'because' | 'kind'>): readonly Branch[] {
  return because.map((finding, index) => ({ finding, part: index === 0 ? 'taken' : partOf(finding, kind) }))
}

function partOf({ where, kind }: Because, winner: Verdict['kind']): Branch['part'] {
  if (where === 'Access-Control-Expose-Headers' || where === 'its examine()') return 'note'
  return kind === winner ? 'agrees' : 'lost'
}
