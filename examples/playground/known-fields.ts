import {
  type Exchange,
  type ExchangeContext,
  isSent,
  originAndPath,
  originOf,
  type Sent,
  type SentRequest,
  sentWords,
} from 'why401/exchange'
import { byId, make } from '../page/element.ts'
import type { Sample } from './samples.ts'

const url = byId('url', HTMLInputElement)
const method = byId('method', HTMLInputElement)
const status = byId('status', HTMLInputElement)
const sent = byId('sent', HTMLSelectElement)
const role = byId('role', HTMLSelectElement)
const integration = byId('integration', HTMLInputElement)
const pageOrigin = byId('page-origin', HTMLInputElement)
const ownRealms = byId('own-realms', HTMLInputElement)

const words: { readonly [S in Sent]?: string } = {
  nothing: 'nothing',
  cookie: 'a cookie',
  basic: 'Basic',
  bearer: 'Bearer',
  dpop: 'DPoP',
  digest: 'Digest',
  negotiate: 'Negotiate',
  ntlm: 'NTLM',
  token: 'Token',
  jwt: 'JWT',
  apikey: 'ApiKey',
  hawk: 'Hawk',
  oauth: 'OAuth',
  'aws4-hmac-sha256': 'AWS signature',
  other: 'something else',
}
sent.append(
  make('option', { value: '', textContent: 'not known' }),
  ...sentWords.map((word) => make('option', { value: word, textContent: words[word] ?? word })),
)

/** The values that the last paste filled in: the next paste may replace them, and never what the user typed. */
const filled = new Map<HTMLInputElement | HTMLSelectElement, string>()

/** Fills in the request of a paste; a field that the paste does not name keeps the user's value. */
export function fillFrom(request: SentRequest): void {
  fill(url, request.url)
  fill(method, request.method)
  fill(sent, request.sent)
  fill(pageOrigin, request.pageOrigin)
}

function fill(field: HTMLInputElement | HTMLSelectElement, value: string | undefined): void {
  const before = filled.get(field)
  if (value !== undefined && value !== before) field.value = value
  else if (value === undefined && before !== undefined && field.value === before) field.value = ''
  if (value === undefined) filled.delete(field)
  else filled.set(field, value)
}

export function fillFromSample(sample: Sample): void {
  emptyFields()
  url.value = sample.url ?? ''
  method.value = sample.method ?? ''
  sent.value = sample.sent ?? ''
  role.value = sample.role ?? ''
  integration.value = sample.integration ?? ''
  pageOrigin.value = sample.pageOrigin ?? ''
}

export function emptyFields(): void {
  filled.clear()
  for (const field of [url, method, status, sent, role, integration, pageOrigin, ownRealms]) field.value = ''
}

/** The status for a text without one. */
export function statusField(): number | undefined {
  return /^\d{3}$/.test(status.value.trim()) ? Number(status.value) : undefined
}

export function told(): ExchangeContext {
  const realms = ownRealms.value
    .split(',')
    .map((realm) => realm.trim())
    .filter(Boolean)
  return {
    role: roleOf(role.value),
    integration: integration.value.trim() || undefined,
    ownRealms: realms.length > 0 ? realms : undefined,
  }
}

function roleOf(word: string): ExchangeContext['role'] {
  return ['resource', 'sign-in', 'renewal', 'probe', 'integration'].includes(word)
    ? (word as ExchangeContext['role'])
    : undefined
}

/** An exchange with the values of the fields. */
export function withFields(exchange: Exchange): Exchange {
  const origin = pageOrigin.value.trim()
  const address = url.value.trim()
  const page = origin === '' ? undefined : originOf(origin)
  const asked = address === '' ? undefined : originAndPath(address, page)
  const notes = [...exchange.notes]
  if (origin !== '' && page === undefined) {
    notes.push('The page’s origin is none such as https://app.example, and was left out.')
  }
  if (address !== '' && asked === undefined) {
    notes.push('The request URL is neither an http(s) URL nor a path, and was left out.')
  }
  mark(pageOrigin, origin !== '' && page === undefined)
  mark(url, address !== '' && asked === undefined)
  const request = {
    ...exchange.request,
    url: asked,
    method: /^[A-Za-z-]{1,20}$/.test(method.value.trim()) ? method.value.trim().toUpperCase() : undefined,
    sent: isSent(sent.value) ? sent.value : undefined,
    pageOrigin: page,
  }
  return { ...exchange, request, notes }
}

function mark(field: HTMLInputElement, isWrong: boolean): void {
  if (isWrong) field.setAttribute('aria-invalid', 'true')
  else field.removeAttribute('aria-invalid')
}
