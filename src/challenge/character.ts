// The classes that a character belongs to, as bits of one number.

/** Token characters (RFC 9110 §5.6.2). */
export const TOKEN = 1
/** Token68 characters, without the padding (RFC 9110 §11.2). */
export const TOKEN68 = 2
/** White space. The parser also accepts what the grammar does not: NBSP, and every control but LF. */
export const WHITE = 4
/** A comma ends a list element. So does LF, because browsers join field lines with it. */
export const SEPARATOR = 8
export const QUOTE = 16
export const EQUALS = 32
export const SEMICOLON = 64
/** Characters that need no backslash in a quoted-string: qdtext (RFC 9110 §5.6.4). */
export const PLAIN = 128
/** Characters that the grammar allows outside quotes, or behind a backslash. */
export const KNOWN = 256
/** Token characters but A to Z. */
export const LOWER = 512
export const TAB = 1024
/** What well-formed lists have between elements. */
export const LIST = 2048
/** The end of the line. No character has this class. */
export const END = 4096

/** The characters of the first class, of the second class, and so on. */
const members = [
  /[\w!#$%&'*+.^`|~-]/,
  /[\w.~+/-]/,
  /[\0-\t\v- \x7f\xa0]/,
  /[,\n]/,
  /"/,
  /=/,
  /;/,
  /[\t !#-[\]-~\x80-\xff]/,
  /[\t -~\x80-\x9f\xa1-\xff]/,
  /[!#$%&'*+.^`|~\d_a-z-]/,
  /\t/,
  /[ ,]/,
]

/** The classes of each character up to U+00FF. A character above it has none. */
export const classes: Uint16Array = /* @__PURE__ */ Uint16Array.from({ length: 256 }, (_, code) =>
  members.reduce((bits, member, index) => bits | (+member.test(String.fromCharCode(code)) << index), 0),
)
