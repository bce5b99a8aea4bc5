import type { Convention, Evidence } from '../../verdict/index.js'
import { reasonForRole } from '../reasons/from-slug.js'
import { createConvention, type PartialFinding } from './create-convention.js'
import { addFamily, type Match, matchFamily, messageIn, type Table } from './family-index.js'
import type { CheckedTable } from './table-key.js'

/**
 * How a server family speaks, as data. A key of a table is a reason. Words that narrow it follow, in any order: the
 * statuses under which it counts (default: any from 400), the roles (default: any), and a certainty other than the
 * usual one: `'permission 403 likely'`, `'wrong-credentials sign-in'`. A code or a header is `certain`, fixed text is
 * `likely`.
 */
export interface FamilyOptions<
  Headers extends Readonly<Record<string, Table>> = Readonly<Record<string, Table>>,
  Codes extends Table = Table,
  Sentences extends Table = Table,
  Pages extends Table = Table,
> {
  readonly name: string
  /** Whose words these are: `Django REST framework`. */
  readonly spec?: string
  /** Whether the answer may be one of this family's. Default: it may. */
  readonly when?: (evidence: Evidence) => boolean
  /** Header names in lower case, each with the parts of its value that say something; `''` stands for any value. */
  readonly headers?: Headers & { readonly [Name in keyof Headers]: CheckedTable<Headers[Name]> }
  /** Typed codes in the usual members of a JSON or form body, in lower case; a whole code is compared. */
  readonly codes?: Codes & CheckedTable<Codes>
  /**
   * The family's own sentences, or their fixed part. Case counts. They are looked for in the usual members, and in text
   * bodies.
   */
  readonly sentences?: Sentences & CheckedTable<Sentences>
  /** Fixed parts of HTML and XML bodies. */
  readonly pages?: Pages & CheckedTable<Pages>
}

/**
 * Builds a convention from tables; a header counts before a code, a code before a sentence, a sentence before a page.
 * All families share one index, in which the first tables of a name stay.
 */
export function conventionFromTables<
  const Headers extends Readonly<Record<string, Table>>,
  const Codes extends Table,
  const Sentences extends Table,
  const Pages extends Table,
>(options: FamilyOptions<Headers, Codes, Sentences, Pages>): Convention {
  const { name, spec, when } = options
  addFamily(options)
  return createConvention(
    name,
    (evidence) => {
      const matches = matchFamily(name, evidence)
      if (matches.length === 0 || when?.(evidence) === false) return undefined
      for (const match of matches) {
        const reason = match && reasonForRole(match.row.reason, evidence)
        if (reason) return { reason, ...groundOf(match), message: messageIn(evidence.body) }
      }
      return undefined
    },
    spec,
  )
}

function groundOf({ certainty, saw, where }: Match): Pick<PartialFinding, 'certainty' | 'saw' | 'where'> {
  return { certainty, saw, ...(where !== undefined && { where }) }
}
