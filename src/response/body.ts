import type { Body } from '../verdict/index.js'
import { leavesOf } from './leaves.js'
import { parseJson } from './parse-json.js'

/** How much of an error body is read: 64 KiB, and for how long: 2 s. */
export const MAX_BODY_BYTES = 65_536
export const MAX_BODY_MS = 2_000

/** How much of a refusal may come in before its reader does, 10 MiB; ky reads no more of an error body either. */
const MAX_UNREAD_BYTES = 10_485_760

const textual =
  /^(?:text\/|application\/(?:[\w.+-]*(?:json[\w-]*|xml|html|javascript|ecmascript)|x-www-form-urlencoded|graphql|problem)|$)/

/** Whether a body is worth reading; a refusal without a type of its own often comes as a download. */
function isText(status: number, mediaType: string): boolean {
  return textual.test(mediaType) || (status >= 400 && mediaType === 'application/octet-stream')
}

/** Reads at most 64 KiB for at most `timeout` ms (and 2 s) from a clone; the response stays unread and whole. Never throws. */
export async function readBody(response: Response, timeout: number = MAX_BODY_MS): Promise<Body> {
  const type = response.headers.get('content-type') ?? ''
  const mediaType = type.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const ms = Math.min(timeout, MAX_BODY_MS)
  const [format, text = '', value] = await read(response, type, mediaType, ms).catch((): Reading => ['unread'])
  return { format, mediaType, text, value }
}

type Reading = readonly [format: Body['format'], text?: string, value?: unknown]

/** `type`: the `Content-Type`, for the charset. */
async function read(response: Response, type: string, mediaType: string, ms: number): Promise<Reading> {
  // React Native has no `body` at all: undefined says nothing, null says that there is none.
  const body: ReadableStream<Uint8Array> | null | undefined = response.body
  if (body === null || response.headers.get('content-length') === '0') return ['none']
  if (response.bodyUsed || body?.locked || !isText(response.status, mediaType)) return ['unread']
  const clone = response.clone()
  const { late, stop } = deadline(ms)
  try {
    const { text, whole } = clone.body ? await readHead(clone.body, type, late, response) : await readText(clone, late)
    return interpret(text, mediaType, whole)
  } finally {
    stop()
  }
}

interface Head {
  readonly text: string
  readonly whole: boolean
}

/** A timer that can be stopped; resolves with undefined. */
function deadline(ms: number): { readonly late: Promise<undefined>; readonly stop: () => void } {
  let stop = (): void => {}
  const late = new Promise<undefined>((resolve) => {
    const timer = setTimeout(resolve, ms, undefined)
    stop = () => clearTimeout(timer)
  })
  return { late, stop }
}

async function readHead(
  body: ReadableStream<Uint8Array>,
  type: string,
  late: Promise<undefined>,
  response: Response,
): Promise<Head> {
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  const head = (whole: boolean): Head => ({ text: decode(join(chunks), type), whole })
  let room = MAX_BODY_BYTES
  try {
    // A stream that never tires of empty chunks would keep the timer from running: each read counts as a byte.
    for (let reads = 0; reads <= MAX_BODY_BYTES && room >= 0; reads++) {
      const chunk = await Promise.race([reader.read(), late])
      if (!chunk) return head(false)
      if (chunk.done) return head(true)
      chunks.push(chunk.value.length > room ? chunk.value.subarray(0, room) : chunk.value)
      room -= chunk.value.length
    }
    return head(false)
  } finally {
    if (room < 0 && response.status >= 400 && isBrowser()) void boundPush(reader, response)
    // Never awaited: in WebKit it stays pending until the caller has read its own copy.
    else reader.cancel().catch(() => {})
  }
}

/** Without streams there is no part of a body: all of it is read, and what is too much is left out. */
async function readText(clone: Response, late: Promise<undefined>): Promise<Head> {
  const text = await Promise.race([clone.text(), late])
  return { text: text?.slice(0, MAX_BODY_BYTES) ?? '', whole: text !== undefined && text.length <= MAX_BODY_BYTES }
}

/** Browsers read a cloned body to its end into memory, whether anything reads it or not; other platforms wait for a reader. */
function isBrowser(): boolean {
  return 'document' in globalThis || 'WorkerGlobalScope' in globalThis
}

/**
 * Stops a server that does not stop by itself: a refusal that nothing has begun to read by the time `MAX_UNREAD_BYTES`
 * came is cancelled, and its connection is closed.
 */
async function boundPush(reader: ReadableStreamDefaultReader<Uint8Array>, response: Response): Promise<void> {
  let bytes = MAX_BODY_BYTES
  try {
    while (bytes <= MAX_UNREAD_BYTES) {
      const { done, value } = await reader.read()
      if (done) return
      bytes += value.length
    }
    reader.cancel().catch(() => {})
    if (!response.bodyUsed && response.body?.locked === false) response.body.cancel().catch(() => {})
  } catch {
    // It broke by itself.
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

function markOf([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

/** A byte order mark counts more than the declared charset, that more than what the document itself says (Encoding §6). */
function decode(bytes: Uint8Array, type: string): string {
  const label = markOf(bytes) ?? /;\s*charset\s*=\s*["']?([^\s"';,]+)/i.exec(type)?.[1] ?? labelWithin(bytes) ?? 'utf-8'
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
