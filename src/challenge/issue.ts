/**
 * What deviates from the grammar. The table in `docs/challenge.md` says what is read in each case.
 */
export type IssueCode =
  | 'character'
  | 'comma-after-scheme'
  | 'duplicate'
  | 'empty'
  | 'junk'
  | 'missing-comma'
  | 'no-scheme'
  | 'quote'
  | 'semicolon'
  | 'token68'
  | 'too-long'
  | 'unquoted'
  | 'unterminated'

/**
 * One deviation from the grammar of RFC 9110 §11. Text from a server never throws.
 */
export interface Issue {
  /** Stable: safe to compare and to count. */
  readonly code: IssueCode
  /** Offset in UTF-16 code units; several field lines count as one text, joined by `, ` as `fetch` joins them. */
  readonly at: number
}
