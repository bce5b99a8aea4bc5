/**
 * What deviates from the grammar: `docs/challenge.md` has the table of what is done about each.
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
 * One deviation from the grammar of RFC 9110 §11; never an exception.
 */
export interface Issue {
  readonly code: IssueCode
  /** Offset in UTF-16 code units; several field lines count as one text, joined by `, ` as `fetch` joins them. */
  readonly at: number
}
