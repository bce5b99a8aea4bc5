import { classify, type ClassifyContext, type Verdict } from 'why401'
import { type Advice, adviceFor } from 'why401/advice'
import { bare, type Exchange, type Field, originOf } from './exchange.ts'
import { valueOf } from './sent.ts'

type Role = NonNullable<ClassifyContext['role']>

/** What the fields say of an exchange, beside the pasted text. */
export interface Told {
  readonly role?: Role | undefined
  readonly integration?: string | undefined
  readonly ownRealms?: readonly string[] | undefined
}

export interface Judgement {
  readonly verdict: Verdict
  readonly advice: readonly Advice[]
  /** The response as the server sent it; a page's script may see less. */
  readonly headers: Headers
  readonly notes: readonly string[]
}

/** Statuses that come without a body (RFC 9110 §6.4.1; Fetch: null body status). */
const bodiless = new Set([101, 103, 204, 205, 304])
/**
 * The headers that a script may read in an answer of another origin by default (Fetch, CORS-safelisted response-header
 * name).
 */
const safelisted = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
])

/** Judges an exchange as the library does in a page: with a `Response` that holds what the page's script can read. */
export async function judge(exchange: Exchange, told: Told = {}): Promise<Judgement> {
  const { request } = exchange
  const away = isAway(exchange)
  const fields = exchange.headers.map(([name, value]): Field => [name, asBytes(value)])
  const notes = [...exchange.notes, ...notesOn(exchange)]
  const readable = away ? readableFrom(exchange, fields) : fields
  if (away) notes.push(...notesFrom(exchange, fields))
  const verdict = await classify(responseOf(exchange, readable, away), {
    request: requestFor(exchange),
    ...(told.role !== undefined && { role: told.role }),
    ...(told.integration !== undefined && { integration: told.integration }),
    ...(told.ownRealms !== undefined && { ownRealms: told.ownRealms }),
  })
  const advice = adviceFor(verdict, {
    ...(request.method !== undefined && { method: request.method }),
    ...(request.pageOrigin !== undefined && { pageOrigin: request.pageOrigin }),
  })
  return { verdict, advice, headers: new Headers(fields.map(([name, value]) => [name, value])), notes }
}

/** A placeholder for an unknown host: the library still reads the path. */
const NOWHERE = 'https://host.invalid'

/** The request's URL, as the library takes it. */
function addressOf({ url, pageOrigin }: Exchange['request']): string | undefined {
  return url?.startsWith('/') ? (pageOrigin ?? NOWHERE) + url : url
}

function requestFor({ request }: Exchange): NonNullable<ClassifyContext['request']> {
  const { method, sent, accept } = request
  const url = addressOf(request)
  const headers = new Headers()
  // The library reads only the scheme, so there is no credential after it.
  if (sent !== undefined && sent !== 'nothing' && sent !== 'cookie') {
    headers.set('authorization', sent === 'other' ? '-' : `${sent} -`)
  }
  if (accept !== undefined) headers.set('accept', asBytes(accept))
  return {
    ...(url !== undefined && { url }),
    ...(method !== undefined && { method }),
    ...(sent !== undefined && { headers, credentials: credentialsMode(sent) }),
  }
}

function credentialsMode(sent: string): RequestCredentials {
  if (sent === 'cookie') return 'include'
  return sent === 'nothing' ? 'omit' : 'same-origin'
}

/**
 * A real `Response`, with the properties that no constructor can set: a status below 200, its type, its URL after
 * redirects.
 */
function responseOf(exchange: Exchange, fields: readonly Field[], away: boolean): Response {
  const { status, statusText } = exchange
  const isConstructible = status >= 200 && status <= 599
  const body = isConstructible ? bodyOf(exchange) : null
  // The text is decoded already; its charset on the wire does not matter.
  const headers = fields.map(([name, value]): [string, string] => [
    name,
    name === 'content-type' && typeof exchange.body === 'string' ? inUtf8(value) : value,
  ])
  const response = new Response(body, {
    status: isConstructible ? status : 200,
    statusText: /^[\t\x20-\x7e\x80-\xff]*$/.test(statusText) ? statusText : '',
    headers,
  })
  const end = endOf(exchange)
  const facts = {
    type: away ? 'cors' : 'basic',
    ...(!isConstructible && { status, ok: false }),
    ...(end !== undefined && { redirected: true, url: end }),
  }
  for (const [name, value] of Object.entries(facts)) Object.defineProperty(response, name, { value })
  return response
}

function bodyOf({ status, body }: Exchange): Uint8Array<ArrayBuffer> | null {
  if (bodiless.has(status) || body.length === 0) return null
  return typeof body === 'string' ? new TextEncoder().encode(body) : body
}

/** The URLs of the redirects; undefined when there are none, or when they are not known. */
function endOf({ earlier, request }: Exchange): string | undefined {
  const steps = earlier.filter(({ status, location }) => status >= 300 && status < 400 && location !== undefined)
  if (steps.length === 0) return undefined
  return steps.reduce<string | undefined>((from, { location = '' }) => bare(location, from), addressOf(request))
}

function inUtf8(type: string): string {
  return `${type.replace(/;\s*charset\s*=\s*("[^"]*"|[^;]*)/gi, '')}; charset=utf-8`
}

/** In `fetch` each code unit of a header value is one byte. */
function asBytes(value: string): string {
  // oxlint-disable-next-line no-control-regex
  return /^[\u0000-\u00ff]*$/.test(value) ? value : String.fromCharCode(...new TextEncoder().encode(value))
}

function isAway({ request: { url, pageOrigin } }: Exchange): boolean {
  return url !== undefined && !url.startsWith('/') && pageOrigin !== undefined && originOf(url) !== originOf(pageOrigin)
}

function withCredentials({ request: { sent } }: Exchange): boolean {
  return sent === 'cookie'
}

function readableFrom(exchange: Exchange, fields: readonly Field[]): readonly Field[] {
  const exposed = namesIn(fields, 'access-control-expose-headers')
  const all = exposed.has('*') && !withCredentials(exchange)
  return fields.filter(([name]) => all || safelisted.has(name) || exposed.has(name))
}

function namesIn(fields: readonly Field[], header: string): ReadonlySet<string> {
  return new Set(
    fields
      .filter(([name]) => name === header)
      .flatMap(([, value]) => value.split(','))
      .map((name) => name.trim().toLowerCase()),
  )
}

function notesFrom(exchange: Exchange, fields: readonly Field[]): readonly string[] {
  const notes: string[] = []
  const allowed = valueOf(fields, 'access-control-allow-origin')
  const credentials = valueOf(fields, 'access-control-allow-credentials') === 'true'
  const lets = withCredentials(exchange)
    ? allowed === exchange.request.pageOrigin && credentials
    : allowed === '*' || allowed === exchange.request.pageOrigin
  if (!lets) {
    notes.push(
      'The answer does not let that page read it (Access-Control-Allow-Origin): there fetch fails with a TypeError, and no script learns a status. What follows is what the answer would mean.',
    )
  } else if (
    valueOf(fields, 'www-authenticate') !== undefined &&
    valueOf(readableFrom(exchange, fields), 'www-authenticate') === undefined
  ) {
    notes.push(
      'The browser hides WWW-Authenticate from that page; the verdict is the one that the page can reach without it.',
    )
  }
  return notes
}

function notesOn({ status, body, earlier, request }: Exchange): readonly string[] {
  const notes: string[] = []
  if (addressOf(request)?.startsWith(NOWHERE)) {
    notes.push(`Which host was asked is not known; ${new URL(NOWHERE).host} stands in for it.`)
  }
  if (status === 0) {
    notes.push(
      'Status 0: no answer came that a page could read. No script can make such a Response; this one was told its status and has no body.',
    )
  } else if (status < 200) {
    notes.push(
      `A ${status} is an interim answer, which fetch never gives to a page. No script can make such a Response; this one was told its status and has no body.`,
    )
  } else if (status > 599) {
    notes.push(
      `${status} is no HTTP status, and no script can make such a Response; this one was told its status and has no body.`,
    )
  } else if (bodiless.has(status) && body.length > 0) {
    notes.push(`A ${status} has no body: what stands behind its headers was left out.`)
  }
  if (status >= 300 && status < 400 && status !== 304) {
    notes.push('fetch follows a redirect by itself: a page sees what it leads to, not this.')
  }
  if (earlier.some((before) => before.status >= 300 && before.status < 400)) {
    notes.push('fetch follows redirects by itself: the page sees the last answer, and that it was redirected.')
  }
  return notes
}
