import type { RequestLike } from './read-evidence.js'

/** How many values of one request are kept in mind, and how much of a body is looked at, in characters. */
const MAX_VALUES = 1_000
const MAX_BODY = 65_536
const MAX_DEPTH = 8

const secretHeader = /authorization|cookie|token|secret|key|session|password|dpop|signature|csrf|xsrf|nonce/i

/** What a client sent in one request and must not see again in a verdict: credential values, query values, strings of the body. */
export function secretsOf(request: RequestLike | undefined): readonly string[] {
  if (request === undefined) return []
  const values: string[] = []
  addHeaders(values, request.headers)
  addQuery(values, request.url)
  if ('body' in request && !(request instanceof Request)) addBody(values, request.body)
  return values.slice(0, MAX_VALUES)
}

function addHeaders(values: string[], headers: HeadersInit | undefined): void {
  let fields: Headers
  try {
    fields = new Headers(headers)
  } catch {
    return
  }
  for (const [name, value] of fields) {
    if (!secretHeader.test(name)) continue
    const [, credentials] = /^[\w-]+ +(.+)$/.exec(value) ?? []
    values.push(value, ...(credentials === undefined ? [] : [credentials, ...basicParts(credentials)]))
  }
}

/** User and password of Basic credentials (RFC 7617 §2). */
function basicParts(credentials: string): readonly string[] {
  if (!/^[\w+/-]{4,}={0,2}$/.test(credentials)) return []
  try {
    const text = atob(credentials)
    const at = text.indexOf(':')
    return at < 0 ? [] : [text, text.slice(0, at), text.slice(at + 1)]
  } catch {
    return []
  }
}

function addQuery(values: string[], url: string | undefined): void {
  const at = url?.indexOf('?') ?? -1
  if (url === undefined || at < 0) return
  const query = url.slice(at + 1).replace(/#.*$/s, '')
  for (const value of new URLSearchParams(query).values()) values.push(value)
}

function addBody(values: string[], body: unknown): void {
  if (typeof body === 'string') addText(values, body.slice(0, MAX_BODY))
  else if (body instanceof URLSearchParams || body instanceof FormData) {
    for (const value of body.values()) if (typeof value === 'string') values.push(value)
  }
}

function addText(values: string[], text: string): void {
  if (/^\s*[[{"]/.test(text)) {
    try {
      addLeaves(values, JSON.parse(text), 0)
      return
    } catch {
      // No JSON: then it is a form, or words.
    }
  }
  if (/^[\w.%+*-]+=/.test(text)) for (const value of new URLSearchParams(text).values()) values.push(value)
  else values.push(text)
}

function addLeaves(values: string[], value: unknown, depth: number): void {
  if (values.length >= MAX_VALUES || depth > MAX_DEPTH) return
  if (typeof value === 'string') values.push(value)
  else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) addLeaves(values, part, depth + 1)
  }
}
