import { isKind } from '../request-kind.js'

type Body = NonNullable<RequestInit['body']>

/** Whether a body can be sent once only. */
export function isStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && (Symbol.asyncIterator in body || 'getReader' in body)
}

/** A copy in the body's own shape, which its owner cannot change; what cannot be changed is not copied. */
export function copyBody(body: Body): Body {
  if (typeof body !== 'object' || body instanceof Blob) return body
  if (ArrayBuffer.isView(body)) return isKind(body.buffer, 'ArrayBuffer') ? copyView(body) : body
  if (isKind(body, 'ArrayBuffer')) return copyBuffer(body)
  if (isKind(body, 'FormData')) return copyForm(body)
  // What is none of these is the carrier's own kind of body: only the carrier knows how to copy it.
  return isKind(body, 'URLSearchParams') ? new URLSearchParams(body) : body
}

function copyBuffer(buffer: ArrayBuffer): Uint8Array<ArrayBuffer> {
  return copyView({ buffer, byteOffset: 0, byteLength: buffer.byteLength })
}

/** A buffer that was transferred away has no bytes left, and cannot be looked at. */
function copyView({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array<ArrayBuffer> {
  return byteLength === 0 ? new Uint8Array() : new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength))
}

function copyForm(form: FormData): FormData {
  const copy = new FormData()
  for (const [name, value] of form) copy.append(name, value)
  return copy
}
