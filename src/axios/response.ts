import { AxiosHeaders, type AxiosResponse } from 'axios'
import type { Fetch } from '../fetch/index.js'

/** Of a body, so many characters or bytes are looked at, and copied, at most. */
const MAX_LENGTH = 65_536

/** What a `Request` of axios's fetch adapter was answered with: axios does not say which URL it came from. */
const answers = new WeakMap<object, Response>()
/** One for each fetch: axios keeps what it makes of a fetch for ever. */
const noted = new WeakMap<Fetch, Fetch>()

const sendGlobally: Fetch = (input, init) => globalThis.fetch(input, init)

/** The fetch of a fetch adapter, which takes note of where the answer came from. */
export function noteFetch(own: Fetch = sendGlobally): Fetch {
  const known = noted.get(own)
  if (known) return known
  const fetch: Fetch = async (input, init) => {
    const response = await own(input, init)
    answers.set(Object(input), response)
    return response
  }
  noted.set(own, fetch)
  return fetch
}

/** The answer as a session reads it. */
export function responseOf({ status, headers, data, request, config }: AxiosResponse): Response {
  const hasNone = status === 204 || status === 205 || status === 304
  const response = new Response(hasNone ? null : bodyOf(data), {
    status: status >= 200 && status <= 599 ? status : 599,
    headers: headersOf(headers),
  })
  const { url, redirected, type } = answers.get(Object(request)) ?? placeOf(config.url ?? '', finalUrl(request))
  return Object.defineProperties(response, {
    url: { value: url },
    redirected: { value: redirected },
    type: { value: type },
  })
}

/** Where redirects ended: `XMLHttpRequest` has it, and in node the package that follows redirects for axios. */
function finalUrl(request: unknown): string {
  const { responseURL, res } = Object(request) as {
    readonly responseURL?: string
    readonly res?: { readonly responseUrl?: string }
  }
  return responseURL ?? res?.responseUrl ?? ''
}

function placeOf(asked: string, url: string): Pick<Response, 'url' | 'redirected' | 'type'> {
  if (!URL.canParse(url)) return { url: '', redirected: false, type: 'basic' }
  const [from, to] = [asked, url].map((text) => new URL(text, url).href.split('#')[0])
  const here = globalThis.location?.origin
  return { url, redirected: from !== to, type: here && new URL(url).origin !== here ? 'cors' : 'basic' }
}

function headersOf(given: AxiosResponse['headers']): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(AxiosHeaders.from(given as AxiosHeaders).toJSON())) {
    for (const line of [value].flat()) {
      try {
        headers.append(name, line)
      } catch {
        // An adapter of the app may hand over what no server can send (RFC 9110 §5.1).
      }
    }
  }
  return headers
}

/** A stream is the caller's own, and is not looked at. An adapter of the app's own may hand over what was parsed. */
function bodyOf(data: unknown): BodyInit | null {
  if (ArrayBuffer.isView(data)) return bodyOf(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength))
  if (typeof data === 'string' || data instanceof Blob || data instanceof ArrayBuffer) return data.slice(0, MAX_LENGTH)
  const isParsed = Array.isArray(data) || Object.getPrototypeOf(Object(data)) === Object.prototype
  return isParsed ? JSON.stringify(data ?? null).slice(0, MAX_LENGTH) : null
}
