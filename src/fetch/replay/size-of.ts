import { isKind } from '../request-kind.js'

/** How many bytes a body keeps alive, about; Infinity where that is not known. */
export function sizeOf(body: unknown): number {
  if (body === undefined || body === null) return 0
  if (typeof body === 'string') return body.length
  if (typeof body !== 'object') return 0
  if (body instanceof Blob) return body.size
  if (ArrayBuffer.isView(body) || body instanceof ArrayBuffer) return body.byteLength
  if (isKind(body, 'URLSearchParams')) return body.toString().length
  if (!isKind(body, 'FormData')) return Infinity
  let size = 0
  for (const [name, value] of body) size += name.length + sizeOf(value)
  return size
}
