import type { ZodMiniType } from 'zod/mini'
import { type Exchange, type Field, isUnreadable, type Unreadable, withoutCookieValues } from './exchange.js'
import { faultOf, harEntry, type HarEntry, harFile } from './har-schema.js'
import { jsonFault, placeOf } from './json-fault.js'
import { joinRedirects, type Visit } from './redirects.js'
import { requestOf, valueOf } from './sent.js'

/** What an HTTP Archive holds. */
export interface Har {
  /** In the order of the file; redirects that were followed are part of the exchange that they began with. */
  readonly exchanges: readonly Exchange[]
  /** Program that wrote it, if it says so. */
  readonly creator: string | undefined
}

/**
 * Reads an HTTP Archive (1.1, 1.2), or says where it stops being one. Never throws. Of a request no more is kept than
 * where it went and what kind of credentials it carried.
 */
export function readHar(text: string): Har | Unreadable {
  const value = parseJson(text.replace(/^\uFEFF/, ''))
  if (isUnreadable(value)) return value
  const file = check(harFile, value.json, '')
  if (isUnreadable(file)) return file
  const { entries, creator } = file.value.log
  const visits: Visit[] = []
  for (const [index, entry] of entries.entries()) {
    const path = `log.entries[${index}]`
    const checked = check(harEntry, entry, path)
    const visit = isUnreadable(checked) ? checked : readEntry(checked.value, path)
    if (isUnreadable(visit)) return visit
    visits.push(visit)
  }
  const read = joinRedirects(visits)
  // Exports leave out credentials unless one asks for them: then no field says that none were sent.
  const hasCredentials = read.some(({ request }) => request.sent !== undefined && request.sent !== 'nothing')
  return { exchanges: hasCredentials ? read : read.map(withoutSent), creator: nameOf(creator) }
}

function parseJson(source: string): { readonly json: unknown } | Unreadable {
  try {
    return { json: JSON.parse(source) }
  } catch {
    const fault = jsonFault(source) ?? { at: 0, expected: 'JSON' }
    return { problem: `this is not JSON: ${fault.expected} should be here`, ...placeOf(source, fault.at) }
  }
}

function check<T>(schema: ZodMiniType<T>, value: unknown, path: string): { readonly value: T } | Unreadable {
  const { success, data, error } = schema.safeParse(value, { reportInput: true })
  return success ? { value: data } : { problem: faultOf(error, path) }
}

function nameOf(creator: unknown): string | undefined {
  const name = typeof creator === 'object' && creator !== null && 'name' in creator ? creator.name : undefined
  return typeof name === 'string' ? name : undefined
}

function withoutSent({ request, ...rest }: Exchange): Exchange {
  return { ...rest, request: { ...request, sent: undefined } }
}

function readEntry({ request, response }: HarEntry, path: string): Visit | Unreadable {
  const body = readContent(response.content, `${path}.response.content`)
  if (typeof body === 'object' && isUnreadable(body)) return body
  const hasCookies = Array.isArray(request.cookies) && request.cookies.length > 0
  const sent = readFields(request.headers)
  const headers = withoutCookieValues(readFields(response.headers)).filter(([name]) => !name.startsWith(':'))
  return {
    address: request.url,
    location: valueOf(headers, 'location'),
    exchange: {
      request: requestOf(hasCookies ? [...sent, ['cookie', '']] : sent, request.url, request.method),
      status: Math.max(response.status, 0),
      statusText: typeof response.statusText === 'string' ? response.statusText : '',
      headers,
      body,
      earlier: [],
      notes: [],
    },
  }
}

function readFields(fields: HarEntry['request']['headers']): readonly Field[] {
  // Chrome writes several lines of one field as one, with line feeds between them.
  return (fields ?? []).flatMap(({ name, value }) =>
    value.split('\n').map((line): Field => [name.toLowerCase(), line.trim()]),
  )
}

function readContent(content: HarEntry['response']['content'], path: string): Exchange['body'] | Unreadable {
  const text = content?.text ?? ''
  if (content?.encoding !== 'base64') return text
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return { problem: `${path}.text is not base64` }
  }
}
