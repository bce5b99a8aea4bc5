/**
 * A value read as UTF-8 (RFC 7617 §2.1), where `fetch` gives one code unit a byte; the value itself if it is not UTF-8.
 *
 * @example
 * decodeUtf8('caf\u00c3\u00a9') // 'café'
 */
export function decodeUtf8(value: string): string {
  try {
    // `escape` is deprecated, but stays: this floor is compiled without the DOM and node types, so has no TextDecoder.
    return decodeURIComponent(escape(value))
  } catch {
    return value
  }
}
