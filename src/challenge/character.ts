// The classes of characters, as bits.

export const TOKEN = 1
export const TOKEN68 = 2
export const SPACE = 4
/** White space that the grammar does not know: controls but LF, NBSP. */
export const ODD = 16
/** Any white space, tabs included. */
export const WHITE = 28
/** What ends a list element: comma and LF, the end of the text. */
export const END = 32
/** What a quoted value can hold as it is. */
export const PLAIN = 64
/** What a quoted value can hold escaped: this or more. */
export const ESCAPED = 64

export const TOKENS: RegExp = /^[\w!#$%&'*+.^`|~-]+$/
export const TOKENS68: RegExp = /^[\w.~+/-]+=*$/
/** What a quoted-string can hold, some of it escaped. */
export const TEXT: RegExp = /^[\t -~\x80-\xff]*$/

const classOf = (code: number, text = String.fromCharCode(code)): number =>
  code === 9 ? 72
  : code === 10 ? END
  : code === 32 ? SPACE | PLAIN
  : code === 44 ? END | PLAIN
  : code === 34 || code === 92 ? 128
  : code === 160 ? ODD | PLAIN
  : !TEXT.test(text) ? ODD
  : PLAIN | +TOKENS.test(text) | (+TOKENS68.test(text) << 1)

export const classes: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: 256 }, (_, code) => classOf(code))
