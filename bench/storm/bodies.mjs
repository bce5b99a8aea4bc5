// Bodies to replay, and one form for comparing what arrived: a multipart boundary is the sender's own.
import { createHash } from 'node:crypto'

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16)

/** What arrived, byte by byte; of a form its fields in order, each with its bytes. */
export async function canonical(bytes, type = '') {
  if (!/^multipart\/form-data/i.test(type)) return hash(bytes)
  try {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
    const fields = await Promise.all(
      [...form].map(async ([name, value]) =>
        typeof value === 'string'
          ? [name, hash(value)]
          : [name, value.name, value.type, hash(Buffer.from(await value.arrayBuffer()))],
      ),
    )
    return JSON.stringify(fields)
  } catch {
    return 'no form'
  }
}

/** All byte values, so that a body that went through a text decoder shows. */
const binary = (size) => Uint8Array.from({ length: size }, (_, index) => (index * 7) % 256)

const makers = {
  json: () => ({ body: JSON.stringify({ name: 'Ana Ñandú', notes: 'x'.repeat(500) }), type: 'application/json' }),
  form: () => {
    const body = new FormData()
    body.append('name', 'Ana Ñandú')
    body.append('file', new File([binary(70_000)], 'scan.bin', { type: 'application/octet-stream' }))
    body.append('name', 'twice')
    return { body }
  },
  blob: () => ({
    body: new Blob([binary(90_000)], { type: 'application/octet-stream' }),
    type: 'application/octet-stream',
  }),
}

/** A body of a kind, with what the server should see of it each time. */
export async function makeBody(kind) {
  const { body, type } = makers[kind]()
  const bytes = new Response(body)
  const expected = await canonical(
    Buffer.from(await bytes.clone().arrayBuffer()),
    type ?? bytes.headers.get('content-type'),
  )
  return { body, type, expected }
}

export const bodyKinds = Object.keys(makers)
