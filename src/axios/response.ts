import { AxiosHeaders, type AxiosResponse } from 'axios'
import type { Fetch } from '../fetch/index.js'

/** Of a body, so many characters or bytes are looked at, at most. */
const MAX_LENGTH = 65_536

/** Where a `Request` of axios's fetch adapter was answered, which axios does not tell. */
const answered = new WeakMap<object, Pick<Response, 'url' | 'redirected' | 'type'>>()
/** One for each fetch: axios keeps what it makes of a fetch for ever. */
const noted = new WeakMap<Fetch, Fetch>()

const sendGlobally: Fetch = (input, init) => globalThis.fetch(input, init)

/** The fetch of a fetch adapter, which takes note of where the answer came from. */
export function noteFetch(own: Fetch = sendGlobally): Fetch {
  const known = noted.get(own)
  if (known) return known
  const fetch: Fetch = async (input, init) => {
    const response = await own(input, init)
    const { url, redirected, type } = response
    if (typeof input === 'object') answered.set(input, { url, redirected, type })
    return response
  }
  noted.set(own, fetch)
  return fetch
}

/** The answer as a session reads it; the body is made only when somebody reads it. */
export function responseOf({ status, statusText, headers, data, request, config }: AxiosResponse): Response {
  const known = status >= 200 && status <= 599 ? status : 599
  const hasNone = status === 204 || status === 205 || status === 304
  const response = new Response(hasNone ? null : bodyOf(data), { status: known, headers: headersOf(headers) })
  const place = answered.get(Object(request)) ?? placeOf(config.url ?? '', finalUrl(request))
  Object.defineProperties(response, {
    url: { value: place.url },
    redirected: { value: place.redirected },
    type: { value: place.type },
    statusText: { value: statusText },
  })
  return response
}

/** XMLHttpRequest tells it, and so does what axios follows redirects with in node. */
function finalUrl(request: unknown): string {
  const { responseURL, res } = Object(request) as { readonly responseURL?: unknown; readonly res?: unknown }
  const url = responseURL ?? Reflect.get(Object(res), 'responseUrl')
  return typeof url === 'string' ? url : ''
}

function placeOf(asked: string, url: string): Pick<Response, 'url' | 'redirected' | 'type'> {
  const here = globalThis.location?.origin
  const isForeign = here !== undefined && url !== '' && new URL(url).origin !== here
  const redirected = url !== '' && withoutFragment(url) !== withoutFragment(asked)
  return { url, redirected, type: isForeign ? 'cors' : 'basic' }
}

function withoutFragment(url: string): string {
  return URL.canParse(url) ? new URL(url).href.replace(/#.*$/, '') : url
}

function headersOf(given: AxiosResponse['headers']): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(AxiosHeaders.from(given as AxiosHeaders).toJSON())) {
    for (const line of Array.isArray(value) ? value : [value]) headers.append(name, line)
  }
  return headers
}

/** A stream is the caller's own, and is not looked at. */
function bodyOf(data: unknown): BodyInit | null {
  if (data instanceof Blob) return data
  if (typeof data === 'string') return lazily(() => new TextEncoder().encode(data.slice(0, MAX_LENGTH)))
  const isBuffer = data instanceof ArrayBuffer
  if (!isBuffer && !ArrayBuffer.isView(data)) return null
  const { buffer, byteOffset, byteLength } = isBuffer ? new Uint8Array(data) : data
  return lazily(() => new Uint8Array(buffer, byteOffset, Math.min(MAX_LENGTH, byteLength)).slice())
}

/** A success, which nobody looks into, costs no copy of its body. */
function lazily(bytes: () => Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      pull: (controller) => {
        controller.enqueue(bytes())
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}
