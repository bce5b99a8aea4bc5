/**
 * A value read as UTF-8 (RFC 7617 §2.1), where `fetch` gives one code unit a byte; the value itself if it is not UTF-8.
 *
 * @example
 * decodeUtf8('caf\u00c3\u00a9') // 'café'
 */
export function decodeUtf8(value: string): string {
  try {
    // `escape` is deprecated, but every engine has it. `TextDecoder` has no type here: this folder compiles without the DOM.
    return decodeURIComponent(escape(value))
  } catch {
    return value
  }
}
