import {
  type EarlierResponse,
  type Exchange,
  isUnreadable,
  type SentRequest,
  type Unreadable,
  withoutCookieValues,
  withoutQuery,
} from './exchange.js'
import { type MessageBlock, readBlocks } from './message-blocks.js'
import { type MessageHead, readHead } from './message-head.js'
import { readLines } from './lines.js'
import { requestOf, valueOf } from './sent.js'

interface Message extends MessageHead {
  readonly block: MessageBlock
}

/**
 * Reads a raw HTTP response, headers copied from a browser's network panel, or what `curl -i` and `curl -v` print. Of
 * several responses the last one counts. Never throws; `status` is the one to take where the text has none.
 */
export function readRawResponse(text: string, status?: number): Exchange | Unreadable {
  if (text.trim() === '') return { problem: 'there is nothing here', line: 1, column: 1 }
  const messages: Message[] = []
  for (const block of readBlocks(readLines(text))) {
    const head = readHead(block)
    if (isUnreadable(head)) return head
    messages.push({ ...head, block })
  }
  const answers = messages.filter(({ block }) => block.start?.status !== undefined)
  const answer = answers.at(-1) ?? joined(messages.filter(({ block }) => block.start === undefined))
  const place = { line: messages[0]?.block.line ?? 1, column: 1 }
  if (answer === undefined) {
    return { problem: 'this is a request; what came back is missing', missing: 'response', ...place }
  }
  const known = answer.status ?? status
  if (known === undefined) {
    return {
      problem: 'there is no status: begin with a status line such as HTTP/1.1 401 Unauthorized',
      missing: 'status',
      ...place,
    }
  }
  const earlier = answers.slice(0, -1).map(({ status: before, response }): EarlierResponse => ({
    status: before ?? 0,
    location: withoutQuery(valueOf(response, 'location')),
  }))
  return {
    request: requestIn(messages),
    status: known,
    statusText: answer.statusText,
    headers: withoutCookieValues(answer.response),
    body: textOf(answer.block),
    earlier,
    notes: earlier.length > 0 ? [noteOn(earlier)] : [],
  }
}

function textOf({ body }: MessageBlock): string {
  const lines = body.map(({ text }) => text)
  return lines.join('\n').replace(/\n+$/, '')
}

function noteOn(earlier: readonly EarlierResponse[]): string {
  const statuses = earlier.map(({ status }) => status).join(', ')
  return `There are ${earlier.length + 1} responses; the last one counts. Before it: ${statuses}.`
}

/** What a panel shows in parts is one answer. */
function joined(parts: readonly Message[]): Message | undefined {
  const known = parts.find(({ status }) => status !== undefined)
  const last = parts.at(-1)
  return (
    last && {
      ...last,
      status: known?.status,
      statusText: known?.statusText ?? '',
      response: parts.flatMap(({ response }) => response),
    }
  )
}

/** The address is the first request's, which is what the page asked for; what the request carried is the last one's. */
function requestIn(messages: readonly Message[]): SentRequest {
  const requests = messages.filter(
    ({ request, target, method }) => request.length > 0 || target !== undefined || method !== undefined,
  )
  const last = requests.findLast(({ request }) => request.length > 0)
  const asked = requests.map(({ request, target, method }) =>
    requestOf(request.length > 0 ? request : (last?.request ?? []), target, method),
  )
  const url = asked.find((known) => known.url !== undefined)?.url
  const method = asked.find((known) => known.method !== undefined)?.method
  return { ...requestOf(last?.request ?? [], undefined, undefined), url, method }
}
