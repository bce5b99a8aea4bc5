import type { IssueCode } from 'why401/challenge'

/** Each deviation from the grammar of RFC 9110 §11, and how the parser reads it. */
export const issueWords: { readonly [C in IssueCode]: string } = {
  character: 'A character that may not be here.',
  'comma-after-scheme': 'A comma between the scheme and its first parameter, which was read as that scheme’s.',
  duplicate: 'A parameter that this challenge has already; the first one counts.',
  empty: 'No value; it was read as an empty one.',
  junk: 'Neither a scheme nor a parameter; it was skipped.',
  'missing-comma': 'A comma is missing before this.',
  'no-scheme': 'A parameter that no scheme precedes; it was dropped.',
  quote: 'A quote that closes nothing; it was read as data.',
  semicolon: 'A semicolon where a comma belongs.',
  token68: 'Parameters behind a token68; both were kept.',
  'too-long': 'Too long: nothing was read from here on.',
  unquoted: 'A character that needs quotes around the value.',
  unterminated: 'A quote that is never closed.',
}
