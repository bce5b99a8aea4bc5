import {
  type AxiosAdapter,
  AxiosError,
  AxiosHeaders,
  type AxiosInstance,
  type AxiosResponse,
  isAxiosError,
} from 'axios'
import type { InternalAxiosRequestConfig as Config } from 'axios'
import { type Auth, type Fetch, fetchWith, isRequest, verdictOn } from '../fetch/index.js'
import { settle } from './settle.js'
import { responseOf } from './response.js'

/** Makes adapters that bring what an adapter of axios sends before the session. */
export function createAdapter(axios: AxiosInstance, auth: Auth): (send: AxiosAdapter) => AxiosAdapter {
  // Says at once when `auth` is none.
  fetchWith(auth, undefined)
  return (send) => async (config) => {
    const answers = new WeakMap<Response, AxiosResponse>()
    let last: AxiosResponse | undefined
    const carrier: Fetch = async (input, init) => {
      dropStream(last?.data)
      const answer = await send(attemptOf(config, input, init)).catch(throwAsFetch)
      last = answer
      const response = responseOf(answer)
      answers.set(response, { ...answer, config })
      return response
    }
    const cancel = config.cancelToken?.toAbortSignal()
    try {
      const response = await fetchWith(auth, carrier)(axios.getUri(config), initOf(config, cancel))
      // Each response that the session hands back is one of the carrier's.
      return settle(answers.get(response) as AxiosResponse, verdictOn(response))
    } catch (error) {
      const cause = error instanceof TypeError && isAxiosError(error.cause) ? error.cause : error
      // The attempt's own config holds the credential.
      if (isAxiosError(cause)) cause.config = config
      throw cause
    } finally {
      Reflect.get(cancel ?? {}, 'unsubscribe')?.()
    }
  }
}

/** A stream of an attempt that was refused would keep its connection: of node, or of the platform. */
function dropStream(data: unknown): void {
  const { destroy, cancel } = Object(data) as { readonly destroy?: () => void; readonly cancel?: () => Promise<void> }
  destroy?.call(data)
  cancel?.call(data).catch(() => {})
}

/** A session takes a `TypeError` for an answer that never came (Fetch §5.6), as it is with `fetch`. */
function throwAsFetch(error: unknown): never {
  if (isAxiosError(error) && error.code === AxiosError.ERR_NETWORK) {
    throw new TypeError('Network Error', { cause: error })
  }
  throw error
}

/** One attempt: the URL as it was when the call was made, and the headers with their credential. */
function attemptOf(config: Config, input: RequestInfo | URL, init: RequestInit | undefined): Config {
  const headers = new AxiosHeaders(config.headers)
  for (const [name, value] of new Headers(isRequest(input) ? input.headers : init?.headers)) {
    // axios decides how the body goes out; a type that is made of a `Request` names the boundary of another form.
    if (name !== 'content-type') headers.set(name, value)
  }
  const { baseURL: _baseURL, params: _params, ...rest } = config
  return {
    ...rest,
    url: isRequest(input) ? input.url : String(input),
    headers,
    validateStatus: null,
    ...(init?.cache && { fetchOptions: { ...config.fetchOptions, cache: init.cache } }),
  }
}

/** What the session sees of a call; axios itself sends it. */
function initOf(config: Config, cancel: AbortSignal | undefined): RequestInit {
  const { method = 'get', auth: basic, withCredentials, maxRedirects } = config
  const signals = [config.signal as AbortSignal | undefined, cancel].filter((signal) => signal !== undefined)
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(AxiosHeaders.from(config.headers).toJSON())) headers[name] = String(value)
  // axios puts it on in its adapter, and it wins over every other.
  if (basic) headers.Authorization = `Basic ${base64(`${basic.username}:${basic.password}`)}`
  return {
    method: method.toUpperCase(),
    headers,
    credentials: withCredentials ? 'include' : 'same-origin',
    // axios takes signals that are none of the platform, and heeds them while a request is on its way.
    signal: signals.length > 1 ? AbortSignal.any(signals.filter(isSignal)) : (signals[0] ?? null),
    ...(maxRedirects === 0 && { redirect: 'manual' }),
    ...(/^(?:get|head)$/i.test(method) ? {} : bodyOf(config.data)),
  }
}

const isSignal = (signal: unknown): boolean => signal instanceof AbortSignal

/** Of UTF-8 (RFC 7617 §2.1). */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}

/** A body as far as the session has to know it: whether it can be sent again, and what must be cut from a verdict. */
function bodyOf(data: unknown): RequestInit & { readonly duplex?: 'half' } {
  if (data === undefined || data === null) return {}
  const isKnown = known.some((kind) => data instanceof kind) || typeof data === 'string' || ArrayBuffer.isView(data)
  // A stream of node, or a form of a package: it is gone once it was sent.
  return isKnown ? { body: data as BodyInit } : { body: new ReadableStream(), duplex: 'half' }
}

const known = [Blob, FormData, URLSearchParams, ArrayBuffer]
