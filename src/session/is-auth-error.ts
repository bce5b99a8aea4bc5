import { isReason, meaningOf, type Verdict } from '../verdict/index.js'
import { type AuthError, hasAuthErrorShape } from './auth-error.js'

/**
 * Whether something is an `AuthError`, by its shape: one of another realm, of a second copy of the package, or out of JSON,
 * too. Of what `structuredClone` and axios leave, which is its text, it restores `name` and `verdict`. Never throws.
 *
 * @example
 * try {
 *   await auth.strictFetch('/api/reports')
 * } catch (error) {
 *   if (isAuthError(error)) show(error.verdict.reason)
 *   else throw error
 * }
 */
export function isAuthError(error: unknown): error is AuthError {
  try {
    return hasAuthErrorShape(error) || (typeof error === 'object' && error !== null && restore(error))
  } catch {
    return false
  }
}

/**
 * The HTML standard's structured clone keeps of an error its message and, of the names, those of the language (§2.7.3).
 * axios makes its own error of what a fetch rejects with, and keeps name, message and cause.
 */
function restore(error: object): boolean {
  const { name, message, cause } = error as Readonly<Record<string, unknown>>
  const isKnown = name === 'Error' || name === 'AuthError'
  if (!isKnown || Object.prototype.toString.call(error) !== '[object Error]') return false
  const verdict = name === 'AuthError' && hasAuthErrorShape(cause) ? cause.verdict : verdictOfText(message)
  if (verdict === undefined) return false
  Object.defineProperties(error, {
    name: { value: 'AuthError', configurable: true, writable: true, enumerable: true },
    verdict: { value: verdict, configurable: true, writable: true, enumerable: true },
  })
  return true
}

const messagePattern = /^(?:AuthError: )?([a-z-]+) \(([a-z-]+)\): (\S*) answered (\d{1,3})$/
const MAX_MESSAGE_LENGTH = 4_096

/** The verdict that the message of an `AuthError` tells; what it does not tell is left out. */
export function verdictOfText(text: unknown): Verdict | undefined {
  if (typeof text !== 'string' || text.length > MAX_MESSAGE_LENGTH) return undefined
  const [, kind, reason, url, status] = messagePattern.exec(text) ?? []
  if (!isReason(reason) || url === undefined) return undefined
  const meaning = meaningOf(reason)
  if (meaning.kind !== kind) return undefined
  // Kind, reason and remedy come from one row of the table, which the type of a verdict cannot see.
  const verdict = {
    ...meaning,
    reason,
    certainty: 'guess',
    status: Number(status),
    url,
    challenges: [],
    because: [{ rule: 'message', saw: 'the message of an AuthError', where: 'message', kind, certainty: 'guess' }],
  } as unknown as Verdict
  return Object.freeze(verdict)
}
