import type { Body } from '../verdict/index.js'

/** How much of an error body is read: 64 KiB, and for how long: 2 s. */
export const MAX_BODY_BYTES = 65_536
export const MAX_BODY_MS = 2_000

const textual = /^(?:text\/|application\/(?:[\w.+-]*(?:json|xml|html|javascript|ecmascript)|x-www-form-urlencoded|graphql|problem)|$)/

/** Reads at most 64 KiB for at most 2 s from a clone; the response stays unread and whole. Never throws. */
export async function readBody(response: Response): Promise<Body> {
  const type = response.headers.get('content-type') ?? ''
  const mediaType = type.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (response.body === null || response.headers.get('content-length') === '0') return { format: 'none', mediaType, text: '', value: undefined }
  if (response.bodyUsed || response.body.locked || !textual.test(mediaType)) return unread(mediaType)
  try {
    const { bytes, whole } = await readHead(response.clone())
    return interpret(decode(bytes, type), mediaType, whole)
  } catch {
    return unread(mediaType)
  }
}

function unread(mediaType: string): Body {
  return { format: 'unread', mediaType, text: '', value: undefined }
}

async function readHead(clone: Response): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const reader = clone.body?.getReader()
  const bytes = new Uint8Array(MAX_BODY_BYTES)
  if (reader === undefined) return { bytes: bytes.subarray(0, 0), whole: true }
  let stop = (): void => {}
  const late = new Promise<undefined>((resolve) => {
    const timer = setTimeout(resolve, MAX_BODY_MS)
    stop = () => clearTimeout(timer)
  })
  let length = 0
  try {
    // A stream that never tires of empty chunks would keep the timer from running: each read counts as a byte.
    for (let reads = 0; reads <= MAX_BODY_BYTES; reads++) {
      const read = await Promise.race([reader.read(), late])
      if (read === undefined) return { bytes: bytes.subarray(0, length), whole: false }
      if (read.done) return { bytes: bytes.subarray(0, length), whole: true }
      const room = MAX_BODY_BYTES - length
      bytes.set(read.value.length > room ? read.value.subarray(0, room) : read.value, length)
      length += Math.min(read.value.length, room)
      if (read.value.length > room) return { bytes, whole: false }
    }
    return { bytes: bytes.subarray(0, length), whole: false }
  } finally {
    stop()
    // Never awaited: in WebKit it stays pending until the caller has read its own copy.
    reader.cancel().catch(() => {})
  }
}

function decode(bytes: Uint8Array, type: string): string {
  const label = /;\s*charset\s*=\s*"?([^\s";,]+)/i.exec(type)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

/** What it is by its type, or by its first character where the type says nothing or is wrong. */
function interpret(text: string, mediaType: string, whole: boolean): Body {
  const first = /[^\s\uFEFF]/.exec(text)?.[0]
  if (first === undefined) return { format: whole ? 'none' : 'unread', mediaType, text: '', value: undefined }
  if (mediaType.endsWith('json') || first === '{' || first === '[') {
    try {
      return { format: 'json', mediaType, text, value: JSON.parse(text) }
    } catch {
      // Not JSON, or cut off: what it says is text, if that.
      if (!whole) return unread(mediaType)
    }
  }
  if (mediaType.endsWith('urlencoded')) return { format: 'form', mediaType, text, value: new Map(new URLSearchParams(text)) }
  if (mediaType.includes('html') || /^\s*<(?:!doctype html|html)/i.test(text)) return { format: 'html', mediaType, text, value: undefined }
  return { format: mediaType.endsWith('xml') || text.startsWith('<?xml') ? 'xml' : 'text', mediaType, text, value: undefined }
}
