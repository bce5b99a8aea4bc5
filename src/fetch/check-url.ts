import { baseUrl } from '../response/index.js'
import type { None, Verdict } from '../verdict/index.js'
import { verdictOn } from './verdicts/known-verdicts.js'

/** Asks with one GET why an EventSource or a WebSocket was refused; the answer's body is not read. */
export async function checkUrl(fetch: typeof globalThis.fetch, url: string | URL): Promise<Verdict> {
  const target = new URL(url, baseUrl())
  // A WebSocket begins as an HTTP request to the same address (RFC 6455 §4.1).
  if (/^wss?:$/.test(target.protocol)) target.protocol = target.protocol.replace('ws', 'http')
  const response = await fetch(target.href)
  response.body?.cancel().catch(() => {})
  return verdictOn(response) ?? noRefusal(response.status, target)
}

function noRefusal(status: number, { origin, pathname }: URL): None {
  return {
    kind: 'none',
    reason: status < 400 ? 'ok' : 'unrelated',
    remedy: 'none',
    certainty: 'certain',
    status,
    url: origin + pathname,
    challenges: [],
    because: [{ rule: 'check', saw: `status ${status}`, where: 'the answer', kind: 'none', certainty: 'certain' }],
  }
}
