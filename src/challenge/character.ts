// Codes of characters, and their classes as bits; a character above U+00FF has none.

export const SPACE = 32
export const QUOTE = 34
export const COMMA = 44
export const SEMICOLON = 59
export const EQUALS = 61
export const BACKSLASH = 92

export const TOKEN = 1
export const TOKEN68 = 2
/** White space, also what the grammar does not know as such: controls but LF, NBSP. */
export const WHITE = 4
/** What ends a list element: a comma; LF, with which browsers join field lines. */
export const SEPARATOR = 8
export const TAB = 16
/** What a quoted value can hold as it is. */
export const PLAIN = 32
/** What the grammar knows outside quotes, or escaped within. */
export const KNOWN = 64
export const UPPER = 128
/** The end of the text, which is no character: beyond the table, and nothing to report. */
export const END: number = 256 | KNOWN

/** The members of the first class, of the second, and so on. */
const members = [
  /[\w!#$%&'*+.^`|~-]/,
  /[\w.~+/-]/,
  /[\0-\t\v- \x7f\xa0]/,
  /[,\n]/,
  /\t/,
  /[\t !#-[\]-~\x80-\xff]/,
  /[\t -~\x80-\x9f\xa1-\xff]/,
  /[A-Z]/,
]

export const classes: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: 256 }, (_, code) =>
  members.reduce((bits, member, index) => bits | (+member.test(String.fromCharCode(code)) << index), 0),
)
