import { type Earlier, type Exchange, isProblem, type Problem, type SentRequest } from './exchange.ts'
import { readCurlCommand } from './curl-command.ts'
import { type Block, blocksOf } from './message-blocks.ts'
import { type Head, readHead } from './message-head.ts'
import { pastedLines } from './pasted-lines.ts'
import { requestOf, valueOf } from './sent.ts'

interface Message extends Head {
  readonly block: Block
}

/**
 * Reads a raw HTTP response, headers copied from a browser's network panel, or the output of `curl -i` and `curl -v`.
 * Of
 * several responses the last one counts. A `curl` command before them is the request. Never throws; `status` is used
 * for a
 * text without one.
 */
export function readRawResponse(text: string, status?: number): Exchange | Problem {
  if (text.trim() === '') return { problem: 'there is nothing here', line: 1, column: 1 }
  const command = readCurlCommand(text)
  if (command === undefined) return readMessages(text, status)
  const { request, rest } = command
  if (rest.trim() === '') {
    return { problem: 'this is the request; run it with -i, and paste what comes back below it', request }
  }
  const read = readMessages(rest, status)
  return isProblem(read) ? { ...read, request } : { ...read, request: withDefaults(read.request, request) }
}

/** curl's output shows the request as it was sent; the command says what the output does not. */
function withDefaults(printed: SentRequest, command: SentRequest): SentRequest {
  const known = Object.entries(printed).filter(([, value]) => value !== undefined)
  return { ...command, ...Object.fromEntries(known) }
}

function readMessages(text: string, status: number | undefined): Exchange | Problem {
  const messages: Message[] = []
  for (const block of blocksOf(pastedLines(text))) {
    const head = readHead(block)
    if (isProblem(head)) return head
    messages.push({ ...head, block })
  }
  const answers = messages.filter(({ block }) => block.start?.status !== undefined)
  const answer = answers.at(-1) ?? joined(messages.filter(({ block }) => block.start === undefined))
  const place = { line: messages[0]?.block.line ?? 1, column: 1 }
  if (answer === undefined) return { problem: 'this is a request; what came back is missing', ...place }
  const known = answer.status ?? status
  if (known === undefined) {
    return {
      problem: 'there is no status: begin with a status line such as HTTP/1.1 401 Unauthorized, or fill in “Status”',
      ...place,
    }
  }
  const earlier = answers
    .slice(0, -1)
    .map(({ status: before, response }): Earlier => ({ status: before ?? 0, location: valueOf(response, 'location') }))
  const notes =
    earlier.length > 0
      ? [
          `There are ${answers.length} responses; the last one counts. Before it: ${earlier.map((before) => before.status).join(', ')}.`,
        ]
      : []
  const body = answer.block.body
    .map((line) => line.text)
    .join('\n')
    .replace(/\n+$/, '')
  return {
    request: requestIn(messages),
    status: known,
    statusText: answer.statusText,
    headers: answer.response,
    body,
    earlier,
    notes,
  }
}

/** The parts of a network panel are one answer. */
function joined(parts: readonly Message[]): Message | undefined {
  const told = parts.find(({ status }) => status !== undefined)
  const last = parts.at(-1)
  return (
    last && {
      ...last,
      status: told?.status,
      statusText: told?.statusText ?? '',
      response: parts.flatMap(({ response }) => response),
    }
  )
}

/** The URL is the first request's, which is what the page asked for; the credentials are the last request's. */
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
