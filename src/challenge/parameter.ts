/**
 * One `auth-param` (RFC 9110 §11.2).
 */
export interface Parameter {
  readonly name: Lowercase<string>
  /** Verbatim but for quotes and quoted-pairs; one code unit a byte when it comes from `fetch` (see `decodeUtf8`). */
  readonly value: string
  /** Whether the value was a quoted-string. */
  readonly quoted: boolean
  /** Offset of the name, counted as in `Issue`. */
  readonly at: number
}
