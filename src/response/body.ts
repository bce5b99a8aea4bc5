import type { Body } from '../verdict/index.js'
import { leavesOf } from './leaves.js'
import { parseJson } from './parse-json.js'

/** How much of an error body is read: 64 KiB, and for how long: 2 s. */
export const MAX_BODY_BYTES = 65_536
export const MAX_BODY_MS = 2_000

const textual =
  /^(?:text\/|application\/(?:[\w.+-]*(?:json[\w-]*|xml|html|javascript|ecmascript)|x-www-form-urlencoded|graphql|problem)|$)/

/** Whether a body is worth reading; a refusal without a type of its own often comes as a download. */
function isText(status: number, mediaType: string): boolean {
  return textual.test(mediaType) || (status >= 400 && mediaType === 'application/octet-stream')
}

/** Reads at most 64 KiB for at most 2 s from a clone; the response stays unread and whole. Never throws. */
export async function readBody(response: Response): Promise<Body> {
  const type = response.headers.get('content-type') ?? ''
  const mediaType = type.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const [format, text = '', value] = await read(response, type, mediaType).catch((): Reading => ['unread'])
  return { format, mediaType, text, value }
}

type Reading = readonly [format: Body['format'], text?: string, value?: unknown]

async function read(response: Response, type: string, mediaType: string): Promise<Reading> {
  if (response.body === null || response.headers.get('content-length') === '0') return ['none']
  if (response.bodyUsed || response.body.locked || !isText(response.status, mediaType)) return ['unread']
  const { bytes, whole } = await readHead(response.clone())
  return interpret(decode(bytes, type), mediaType, whole)
}

async function readHead(clone: Response): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const reader = clone.body?.getReader()
  const chunks: Uint8Array[] = []
  if (reader === undefined) return { bytes: join(chunks), whole: true }
  let stop = (): void => {}
  const late = new Promise<undefined>((resolve) => {
    const timer = setTimeout(resolve, MAX_BODY_MS)
    stop = () => clearTimeout(timer)
  })
  let room = MAX_BODY_BYTES
  try {
    // A stream that never tires of empty chunks would keep the timer from running: each read counts as a byte.
    for (let reads = 0; reads <= MAX_BODY_BYTES; reads++) {
      const read = await Promise.race([reader.read(), late])
      if (read === undefined) return { bytes: join(chunks), whole: false }
      if (read.done) return { bytes: join(chunks), whole: true }
      chunks.push(read.value.length > room ? read.value.subarray(0, room) : read.value)
      room -= read.value.length
      if (room < 0) return { bytes: join(chunks), whole: false }
    }
    return { bytes: join(chunks), whole: false }
  } finally {
    stop()
    // Never awaited: in WebKit it stays pending until the caller has read its own copy.
    reader.cancel().catch(() => {})
  }
}

/** Most bodies come in one chunk, which is not copied. */
function join(chunks: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array()] = chunks
  if (chunks.length < 2) return first
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** A byte order mark counts more than the declared charset, that more than what the document itself says (Encoding §6). */
function decode(bytes: Uint8Array, type: string): string {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined
  const label = marked ?? /;\s*charset\s*=\s*["']?([^\s"';,]+)/i.exec(type)?.[1] ?? labelWithin(bytes) ?? 'utf-8'
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

/** `<?xml … encoding="…"?>` or `<meta charset="…">`. */
function labelWithin(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== 0x3c) return undefined
  const head = String.fromCharCode(...bytes.subarray(0, 1024))
  return /^<\?xml[^<>]{1,100}encoding=["']([\w-]{1,40})|<meta[^<>]{1,200}charset=["']?([\w-]{1,40})/i
    .exec(head)
    ?.slice(1)
    .find(Boolean)
}

/** What JSON is sometimes preceded by, so that a foreign page cannot load it as a script. */
const guard = /^\s*(?:\)\]\}',?|while\s?\(1\);|for\s?\(;;\);)\s*/

/** Lines of JSON, and events. */
const lines = /^(?:text\/event-stream|application\/(?:x-)?(?:ndjson|jsonl?|json-?lines|stream\+json))$/

/** What it is by its type, or by its first character where the type says nothing or is wrong. */
function interpret(decoded: string, mediaType: string, whole: boolean): Reading {
  const text = decoded.replace(guard, '')
  const first = /[^\s\uFEFF]/.exec(text)?.[0]
  if (first === undefined) return [whole ? 'none' : 'unread']
  if (mediaType.endsWith('json') || lines.test(mediaType) || first === '{' || first === '[') {
    const parsed = parseJson(text, whole)
    if (parsed) return ['json', text, parsed.value]
    // Cut off before its first member was complete.
    if (!whole) return ['unread']
  }
  if (mediaType.endsWith('urlencoded') || /^error=[^\s<>]+$/.test(text)) {
    return ['form', text, new Map(new URLSearchParams(text))]
  }
  if (mediaType.endsWith('octet-stream')) return ['unread']
  const xml = /^\s*<\?xml/i.test(text)
  if (
    /^\s*<(?:!doctype html|html)|^\s*<\?xml[^]{0,300}<(?:!doctype )?html/i.test(text) ||
    (mediaType.includes('html') && !xml)
  ) {
    return ['html', text]
  }
  return xml || mediaType.endsWith('xml') ? ['xml', text, leavesOf(text)] : ['text', text]
}
