import type { Body } from '../verdict/index.js'
import { decodeBody } from './charset.js'
import { interpretText, type Reading } from './interpret-text.js'

/** How much of an error body is read: 64 KiB. */
export const MAX_BODY_BYTES = 65_536
/** How long an error body is read: 2 s. */
export const MAX_BODY_MS = 2_000

/** How much of a refusal may come in before its reader does, 10 MiB; ky reads no more of an error body either. */
const MAX_UNREAD_BYTES = 10_485_760

const textual =
  /^(?:text\/|application\/(?:[\w.+-]*(?:json[\w-]*|xml|html|javascript|ecmascript)|x-www-form-urlencoded|graphql|problem)|$)/

/** Whether a body is worth reading; a refusal without a type of its own often comes as a download. */
function isText(status: number, mediaType: string): boolean {
  return textual.test(mediaType) || (status >= 400 && mediaType === 'application/octet-stream')
}

/**
 * Reads at most 64 KiB of a clone, for at most `timeout` ms (default and most: 2,000); the response stays unread and whole.
 * Never throws.
 *
 * @example
 * const { format, value } = await readBody(response)
 */
export async function readBody(response: Response, timeout: number = MAX_BODY_MS): Promise<Body> {
  const type = response.headers.get('content-type') ?? ''
  const mediaType = type.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const ms = Math.min(timeout, MAX_BODY_MS)
  const [format, text = '', value] = await readFormat(response, type, mediaType, ms).catch((): Reading => ['unread'])
  return { format, mediaType, text, value }
}

/** Reads the text and finds its format. `type` is the `Content-Type`, which may name the charset. */
async function readFormat(response: Response, type: string, mediaType: string, ms: number): Promise<Reading> {
  // React Native has no `body` at all: undefined says nothing, null says that there is none.
  const body: ReadableStream<Uint8Array> | null | undefined = response.body
  if (body === null || response.headers.get('content-length') === '0') return ['none']
  if (response.bodyUsed || body?.locked || !isText(response.status, mediaType)) return ['unread']
  const clone = response.clone()
  const { late, stop } = deadline(ms)
  try {
    const { text, isWhole } = clone.body
      ? await readHead(clone.body, type, late, response)
      : await readText(clone, late)
    return interpretText(text, mediaType, isWhole)
  } finally {
    stop()
  }
}

interface Head {
  readonly text: string
  readonly isWhole: boolean
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
  const head = (isWhole: boolean): Head => ({ text: decodeBody(join(chunks), type), isWhole })
  let room = MAX_BODY_BYTES
  try {
    // A stream of empty chunks without end would keep the timer from running: the number of reads has a bound too.
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

/** Without streams no platform reads a part of a body: all of it is read, and what is too much is left out. */
async function readText(clone: Response, late: Promise<undefined>): Promise<Head> {
  const text = await Promise.race([clone.text(), late])
  return { text: text?.slice(0, MAX_BODY_BYTES) ?? '', isWhole: text !== undefined && text.length <= MAX_BODY_BYTES }
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
    // The connection broke: there is nothing left to stop.
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
