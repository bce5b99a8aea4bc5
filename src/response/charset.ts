/**
 * Decodes a body by its byte order mark, else by the charset of its `Content-Type`, else by what the document itself declares
 * (Encoding §6), else as UTF-8.
 */
export function decodeBody(bytes: Uint8Array, contentType: string): string {
  const label =
    labelOfMark(bytes) ?? /;\s*charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType)?.[1] ?? labelWithin(bytes) ?? 'utf-8'
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

/** The encoding that a byte order mark names; UTF-8 needs none. */
function labelOfMark([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

/** The encoding that a document declares: `<?xml … encoding="…"?>` or `<meta charset="…">`. */
function labelWithin(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== 0x3c) return undefined
  const head = String.fromCharCode(...bytes.subarray(0, 1024))
  return /^<\?xml[^<>]{1,100}encoding=["']([\w-]{1,40})|<meta[^<>]{1,200}charset=["']?([\w-]{1,40})/i
    .exec(head)
    ?.slice(1)
    .find(Boolean)
}
