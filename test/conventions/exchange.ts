import type { Evidence, Role, Verdict } from 'why401/verdict'
import { classifyResponse, readEvidence } from 'why401/response'
import { standard } from 'why401/conventions'
import type { Convention } from 'why401/verdict'

/** One exchange in short: what came back, and what is known of what was sent. */
export interface Exchange {
  readonly status: number
  /** One field line each. */
  readonly challenge?: string | readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown
  readonly type?: string
  readonly sent?: string
  readonly url?: string
  readonly method?: string
  readonly role?: Role
  readonly integration?: string
  readonly ownRealms?: readonly string[]
  readonly conventions?: readonly Convention[]
}

export function answer({ status, challenge = [], headers = {}, body, type }: Exchange): Response {
  const fields = new Headers(headers)
  for (const line of typeof challenge === 'string' ? [challenge] : challenge) fields.append('www-authenticate', line)
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
  const media = type ?? (typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json')
  if (text !== undefined) fields.set('content-type', media)
  return new Response(text ?? null, { status, headers: fields })
}

function contextOf({
  sent,
  url = 'https://app.test/api/x',
  method = 'GET',
  role,
  integration,
  ownRealms,
}: Exchange): Parameters<typeof readEvidence>[1] {
  return {
    request: new Request(url, { method, headers: sent === undefined ? {} : { authorization: sent } }),
    ...(role !== undefined && { role }),
    ...(integration !== undefined && { integration }),
    ...(ownRealms !== undefined && { ownRealms }),
  }
}

/** Built once: a convention keeps no state. */
const everyone = standard()

export function judge(exchange: Exchange): Promise<Verdict> {
  return classifyResponse(answer(exchange), { ...contextOf(exchange), conventions: exchange.conventions ?? everyone })
}

export function evidenceOf(exchange: Exchange): Promise<Evidence> {
  return readEvidence(answer(exchange), contextOf(exchange))
}

/** What a test is usually about. */
export async function said(exchange: Exchange): Promise<string> {
  const { kind, reason, certainty } = await judge(exchange)
  return `${kind}/${reason} ${certainty}`
}
