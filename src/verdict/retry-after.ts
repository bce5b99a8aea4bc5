import type { Evidence } from './evidence.js'

/**
 * `Retry-After` in seconds, as a member for a finding; a date counts from the answer's own `Date` (RFC 9110 §10.2.3).
 *
 * @example
 * finding('account-locked', { certainty: 'likely', rule: 'acme/locked', saw: 'code "E9"', where: 'body', ...retryAfter(evidence) })
 */
export function retryAfter(evidence: Evidence): { readonly retryAfter?: number } {
  const value = evidence.header('retry-after')
  if (value === undefined) return {}
  const seconds = /^\d{1,9}$/.test(value)
    ? Number(value)
    : (Date.parse(value) - Date.parse(evidence.header('date') ?? '')) / 1000
  return seconds >= 0 ? { retryAfter: Math.ceil(seconds) } : {}
}
