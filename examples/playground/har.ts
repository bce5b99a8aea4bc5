import type { Exchange, Field, Problem } from './exchange.ts'
import { isProblem } from './exchange.ts'
import { jsonFault, placeOf } from './json-fault.ts'
import { requestOf, valueOf } from './sent.ts'

export interface Har {
  /** In the order of the file. */
  readonly entries: readonly Exchange[]
  /** The program that wrote the file, if it is named. */
  readonly creator: string | undefined
}

/**
 * Reads an HTTP Archive (1.1, 1.2), or says at which member it is none. Never throws. Of a request it keeps only the
 * URL
 * and the kind of its credentials.
 */
export function readHar(text: string): Har | Problem {
  let value: unknown
  const source = text.replace(/^\uFEFF/, '')
  try {
    value = JSON.parse(source)
  } catch {
    const { expected, at } = jsonFault(source) ?? { at: 0, expected: 'JSON' }
    return { problem: `this is not JSON: ${expected} should be here`, ...placeOf(source, at) }
  }
  if (!isRecord(value)) return wrong('the file', 'not an object')
  const { log } = value
  if (!isRecord(log)) return wrong('log', log === undefined ? 'missing' : 'not an object')
  const { entries, creator } = log
  if (!Array.isArray(entries)) return wrong('log.entries', entries === undefined ? 'missing' : 'not an array')
  const steps: Step[] = []
  for (const [index, entry] of entries.entries()) {
    const exchange = readEntry(entry, `log.entries[${index}]`)
    if (isProblem(exchange)) return exchange
    steps.push({ exchange, ...addressesOf(entry, exchange) })
  }
  const read = joinRedirects(steps)
  // Exports leave out credentials by default: a request without these fields may have had them.
  const hasCredentials = read.some(({ request }) => request.sent !== undefined && request.sent !== 'nothing')
  return {
    entries: hasCredentials ? read : read.map(withoutSent),
    creator: isRecord(creator) && typeof creator.name === 'string' ? creator.name : undefined,
  }
}

/**
 * An entry with its full URLs, which decide whether one entry is the redirect of another; an exchange has no queries.
 */
interface Step {
  readonly exchange: Exchange
  readonly url: string | undefined
  readonly redirectsTo: string | undefined
}

/** The statuses that `fetch` follows (Fetch, redirect status). */
const redirects = new Set([301, 302, 303, 307, 308])

function addressesOf(entry: unknown, { status, headers }: Exchange): Omit<Step, 'exchange'> {
  const { request } = entry as { request: { url: string } }
  const url = absolute(request.url)
  const location = redirects.has(status) ? valueOf(headers, 'location') : undefined
  return { url, redirectsTo: location === undefined ? undefined : absolute(location, url) }
}

/** Without the fragment, which is not sent. */
function absolute(url: string, base?: string): string | undefined {
  return URL.canParse(url, base) ? new URL(url, base).href.replace(/#.*$/s, '') : undefined
}

/**
 * Browsers write each redirect as an entry of its own; a page sees one exchange. It stands where its first entry stood.
 */
function joinRedirects(steps: readonly Step[]): readonly Exchange[] {
  const targets = new Map<Step, Step>()
  const taken = new Set<Step>()
  for (const [index, step] of steps.entries()) {
    if (step.redirectsTo === undefined) continue
    const target = steps.slice(index + 1).find((later) => !taken.has(later) && later.url === step.redirectsTo)
    if (target === undefined) continue
    targets.set(step, target)
    taken.add(target)
  }
  return steps.filter((step) => !taken.has(step)).map((step) => joined(step, targets))
}

function joined(first: Step, targets: ReadonlyMap<Step, Step>): Exchange {
  const chain = [first]
  for (let next = targets.get(first); next !== undefined; next = targets.get(next)) chain.push(next)
  const last = chain.at(-1) ?? first
  if (last === first) return first.exchange
  const earlier = chain
    .slice(0, -1)
    .map(({ exchange: { status, headers } }) => ({ status, location: valueOf(headers, 'location') }))
  const { url, method, pageOrigin = last.exchange.request.pageOrigin } = first.exchange.request
  return {
    ...last.exchange,
    request: { ...last.exchange.request, url, method, pageOrigin },
    earlier,
    notes: [`It was redirected: ${earlier.map(({ status }) => status).join(', ')}, then ${last.exchange.status}.`],
  }
}

function withoutSent({ request, ...rest }: Exchange): Exchange {
  return { ...rest, request: { ...request, sent: undefined } }
}

type Members = Readonly<Record<string, unknown>>

function isRecord(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(path: string, what: string): Problem {
  return { problem: `${path} is ${what}` }
}

/** Names the first member that has the wrong type. */
function findFault(
  record: Members,
  path: string,
  members: Readonly<Record<string, 'string' | 'number' | 'object'>>,
): Problem | undefined {
  for (const [name, type] of Object.entries(members)) {
    const value = record[name]
    if (value === undefined) return wrong(`${path}.${name}`, 'missing')
    if (type === 'object' ? !isRecord(value) : typeof value !== type) {
      return wrong(`${path}.${name}`, type === 'object' ? 'not an object' : `not a ${type}`)
    }
  }
  return undefined
}

function readEntry(entry: unknown, path: string): Exchange | Problem {
  if (!isRecord(entry)) return wrong(path, 'not an object')
  const broken = findFault(entry, path, { request: 'object', response: 'object' })
  if (broken) return broken
  const { request, response } = entry as { request: Members; response: Members }
  const part =
    findFault(request, `${path}.request`, { method: 'string', url: 'string' }) ??
    findFault(response, `${path}.response`, { status: 'number' })
  if (part) return part
  const status = response.status as number
  if (!Number.isInteger(status) || status < -1 || status > 999) return wrong(`${path}.response.status`, 'not a status')
  const sent = readFields(request.headers, `${path}.request.headers`)
  const came = readFields(response.headers, `${path}.response.headers`)
  const body = readContent(response.content, `${path}.response.content`)
  for (const read of [sent, came, body]) if (typeof read === 'object' && 'problem' in read) return read
  const cookies = Array.isArray(request.cookies) && request.cookies.length > 0
  const fields = sent as readonly Field[]
  return {
    request: requestOf(cookies ? [...fields, ['cookie', '']] : fields, request.url as string, request.method as string),
    // -1 and 0 both mean that no answer came.
    status: Math.max(status, 0),
    statusText: typeof response.statusText === 'string' ? response.statusText : '',
    headers: (came as readonly Field[]).filter(([name]) => !name.startsWith(':')),
    body: body as Exchange['body'],
    earlier: [],
    notes: [],
  }
}

const tokens = /^:?[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// oxlint-disable-next-line no-control-regex
const unheard = /[\0\r\n]/

function readFields(value: unknown, path: string): readonly Field[] | Problem {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) return wrong(path, 'not an array')
  const fields: Field[] = []
  for (const [index, field] of value.entries()) {
    if (!isRecord(field)) return wrong(`${path}[${index}]`, 'not an object')
    const broken = findFault(field, `${path}[${index}]`, { name: 'string', value: 'string' })
    if (broken) return broken
    const { name, value: text } = field as { name: string; value: string }
    if (!tokens.test(name)) return wrong(`${path}[${index}].name`, 'not the name of a header')
    // Chrome writes several lines of one field as one, with line feeds between them.
    for (const line of text.split('\n')) {
      if (unheard.test(line.trim())) return wrong(`${path}[${index}].value`, 'not the value of a header')
      fields.push([name.toLowerCase(), line.trim()])
    }
  }
  return fields
}

function readContent(content: unknown, path: string): Exchange['body'] | Problem {
  if (content === undefined || content === null) return ''
  if (!isRecord(content)) return wrong(path, 'not an object')
  const { text, encoding } = content
  if (text === undefined || text === null) return ''
  if (typeof text !== 'string') return wrong(`${path}.text`, 'not a string')
  if (encoding !== 'base64') return text
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return wrong(`${path}.text`, 'not base64')
  }
}
