import { readCurlCommand } from './curl-command.js'
import { type Exchange, isUnreadable, type SentRequest, type Unreadable } from './exchange.js'
import { readHar } from './har.js'
import { readRawResponse } from './raw-response.js'

/** What a text held. */
export interface Exchanges {
  /** `har`: a file of many exchanges. `message`: one exchange, as curl prints it or a network panel shows it. */
  readonly format: 'har' | 'message'
  readonly exchanges: readonly Exchange[]
  /** Program that wrote a HAR, if it says so. */
  readonly creator?: string | undefined
}

/** What the caller knows beside the text. */
export interface ReadOptions {
  /** Status to take where the text has none. */
  readonly status?: number
}

/**
 * Reads a HAR, a raw HTTP response, what `curl -i` and `curl -v` print (with or without the command itself), or headers
 * copied from a browser's network panel. Never throws. Of a request no more is kept than where it went and what kind of
 * credentials it carried.
 *
 * @example
 * const read = readExchanges(text)
 * if (!isUnreadable(read)) for (const exchange of read.exchanges) console.log(explain((await classifyExchange(exchange)).verdict))
 */
export function readExchanges(text: string, options: ReadOptions = {}): Exchanges | Unreadable {
  const command = readCurlCommand(text)
  // Headers and status lines begin with a letter, a digit, a mark of `curl -v`, or a colon.
  if (command === undefined && /^\uFEFF?\s*[{[]/.test(text)) {
    const har = readHar(text)
    return isUnreadable(har) ? har : { format: 'har', ...har }
  }
  if (command !== undefined && isUnreadable(command)) return command
  const read = readRawResponse(command?.output ?? text, options.status)
  if (command === undefined) return isUnreadable(read) ? read : { format: 'message', exchanges: [read] }
  const { request, output } = command
  if (output.trim() === '') return { ...outputMissing, request }
  if (isUnreadable(read)) return { ...read, request }
  return { format: 'message', exchanges: [{ ...read, request: completed(read.request, request) }] }
}

const outputMissing = {
  problem: 'this is the request; what came back is missing: run it with -i, and put what it prints below it',
  missing: 'response',
  line: 1,
  column: 1,
} as const

/** What was really sent counts more than what the command asked for. */
function completed(sent: SentRequest, asked: SentRequest): SentRequest {
  return {
    url: sent.url?.startsWith('/') ? (asked.url ?? sent.url) : (sent.url ?? asked.url),
    method: sent.method ?? asked.method,
    sent: sent.sent ?? asked.sent,
    accept: sent.accept ?? asked.accept,
    pageOrigin: sent.pageOrigin ?? asked.pageOrigin,
  }
}
