import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { type Exchange, originAndPath, withoutCookieValues } from '../exchange/exchange.js'
import { requestOf } from '../exchange/sent.js'
import { MAX_BODY_BYTES, MAX_BODY_MS } from '../response/index.js'

/** One request, exactly as it goes out; `Host` and `Connection` are added to it. */
export interface Question {
  readonly url: string
  readonly method: string
  readonly headers: readonly (readonly [name: string, value: string])[]
}

/** No answer came: the system's code for it, such as `ECONNREFUSED`. */
export interface Unanswered {
  readonly code: string
}

/** How long an answer may take, its body included. */
const ANSWER_TIMEOUT_MS = 15_000

/**
 * Sends one request and reads the answer, of its body no more than a verdict needs. Never throws, and follows no redirect:
 * the headers that were given for one address go to no other.
 */
export async function ask(question: Question): Promise<Exchange | Unanswered> {
  const { url, method, headers } = question
  const send = url.startsWith('https:') ? requestHttps : requestHttp
  const fields = Object.fromEntries(
    headers.map(([name]) => [name, headers.filter(([other]) => other === name).map(([, value]) => value)]),
  )
  return new Promise((resolve) => {
    const request = send(url, { method, headers: fields, agent: false, signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) })
    request.on('error', (error: NodeJS.ErrnoException) => resolve({ code: codeOf(error) }))
    request.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve(exchangeOf(question, response, new Uint8Array()))
    })
    request.on('response', (response) => {
      void readBody(response).then((body) => {
        resolve(exchangeOf(question, response, body))
        request.destroy()
      })
    })
    request.end()
  })
}

function codeOf({ code, name }: NodeJS.ErrnoException): string {
  if (name === 'TimeoutError' || name === 'AbortError') return `no answer within ${ANSWER_TIMEOUT_MS / 1000} s`
  return typeof code === 'string' ? code : 'the connection failed'
}

/** Reads the body up to the limit, the time-out or a broken connection: a part of a body is better than none. */
async function readBody(response: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = []
  let length = 0
  const timer = setTimeout(() => response.destroy(), MAX_BODY_MS)
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      length += chunk.length
      if (length >= MAX_BODY_BYTES) break
    }
  } catch {
    // What came before is read.
  } finally {
    clearTimeout(timer)
  }
  return new Uint8Array(Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES))
}

function exchangeOf(question: Question, response: IncomingMessage, body: Uint8Array<ArrayBuffer>): Exchange {
  const { rawHeaders } = response
  const headers = Array.from({ length: rawHeaders.length / 2 }, (_, index): readonly [string, string] => [
    (rawHeaders[2 * index] ?? '').toLowerCase(),
    rawHeaders[2 * index + 1] ?? '',
  ])
  const sent = question.headers.map(([name, value]): readonly [string, string] => [name.toLowerCase(), value])
  const encoding = response.headers['content-encoding']
  const isEncoded = encoding !== undefined && encoding !== 'identity'
  return {
    request: { ...requestOf(sent, question.url, question.method), url: originAndPath(question.url) },
    status: response.statusCode ?? 0,
    statusText: response.statusMessage ?? '',
    headers: withoutCookieValues(headers),
    body: isEncoded ? '' : body,
    earlier: [],
    notes: isEncoded ? ['The body is compressed, which was not asked for, and was not read.'] : [],
  }
}
