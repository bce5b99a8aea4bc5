import type { Finding } from './finding.js'

/** A finding as plain data: no body, no header but challenges with their secrets dotted out, no query. */
export function dataOf({ title, exchange, verdict, advice, notes, challenges }: Finding): object {
  const { challenges: _challenges, ...rest } = verdict
  const { request, status, earlier } = exchange
  return {
    ...(title !== undefined && { asked: title }),
    request,
    status,
    earlier,
    verdict: Object.fromEntries(Object.entries(rest).flatMap(([name, value]) => memberOf(name, value))),
    challenges,
    notes,
    advice,
  }
}

function memberOf(name: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (name === 'nonce') return []
  if (typeof value === 'string' && /^(?:loginUrl|manageUrl)$/.test(name)) return [[name, value.replace(/[?#].*$/s, '')]]
  if (name === 'stepUp' && typeof value === 'object' && value !== null) {
    return [[name, Object.fromEntries(Object.entries(value).filter(([member]) => member !== 'claims'))]]
  }
  return [[name, value]]
}
