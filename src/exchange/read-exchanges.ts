import { readCurlCommand } from './curl-command.js'
import { type Exchange, isUnreadable, type SentRequest, type Unreadable } from './exchange.js'
import { readHar } from './har.js'
import { readRawResponse } from './raw-response.js'

/** What a text held. */
export interface Exchanges {
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
  if (command === undefined && /^\uFEFF?\s*[{[]/.test(text)) return readHar(text)
  if (command !== undefined && isUnreadable(command)) return command
  const read = readRawResponse(command?.output ?? text, options.status)
  if (isUnreadable(read)) {
    return command !== undefined && command.output.trim() === ''
      ? {
          problem: 'this is a request; what came back is missing: add -i to the command, and what it prints',
          line: 1,
          column: 1,
        }
      : read
  }
  return { exchanges: [command === undefined ? read : { ...read, request: completed(read.request, command.request) }] }
}

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
