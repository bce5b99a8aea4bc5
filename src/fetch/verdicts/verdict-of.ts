import { isAuthError, verdictOfText } from '../../session/index.js'
import type { Verdict } from '../../verdict/index.js'
import { verdicts } from './known-verdicts.js'

/** How deep what was refused may lie in what a client throws: RTK Query's `error.meta.response` is at 3. */
const MAX_DEPTH = 4
/** How many objects are looked at: what a client throws may hold the whole of its own state. */
const MAX_OBJECTS = 256
const MAX_NAMES = 64
const MAX_ELEMENTS = 16

/** Where clients keep what they were refused with, also by a getter of a class. */
const places = ['cause', 'response', 'request', 'headers', 'error', 'errors', 'networkError', 'originalError', 'reason']
const morePlaces = ['meta', 'result', 'value', 'detail', 'data']

/** Names of a client's own that say that they hold an error, an answer, or what was asked. */
const telling = /(?:cause|err|error|meta|reason|req|request|res|response|result)s?$/i

/**
 * The verdict of a response that came through `auth.fetch`, of its clone, of the `Request` that was sent, of an
 * `AuthError`, or of an error or a result that holds one of these at most 4 levels deep; undefined where there is none: what
 * was not refused, or came from an origin that is not listed. Never throws.
 *
 * @example
 * const response = await auth.fetch('/api/reports')
 * if (!response.ok) console.log(verdictOf(response)?.reason)
 */
export function verdictOf(value: unknown): Verdict | undefined {
  const seen = new Set<object>()
  let level: readonly unknown[] = [value]
  // Level by level: of two verdicts, the nearer one is about this error.
  for (let depth = 0; depth <= MAX_DEPTH; depth += 1) {
    const deeper: unknown[] = []
    for (const candidate of level) {
      if (!isObject(candidate) || seen.has(candidate) || seen.size >= MAX_OBJECTS) continue
      seen.add(candidate)
      const verdict = verdicts.get(candidate) ?? verdictOfError(candidate, depth)
      if (verdict) return verdict
      deeper.push(...partsOf(candidate))
    }
    level = deeper
  }
  return verdictOfMessage(value)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Below the top, a plain object may be the body of an answer: then what looks like an `AuthError` is a server's text. */
function verdictOfError(candidate: object, depth: number): Verdict | undefined {
  const isMeant = depth === 0 || tryTo(() => Object.prototype.toString.call(candidate)) === '[object Error]'
  if (!isMeant || !isAuthError(candidate)) return undefined
  return tryTo(() => candidate.verdict)
}

/** A client that keeps nothing but text keeps the message of an `AuthError` (RTK Query, logs, other threads). */
function verdictOfMessage(value: unknown): Verdict | undefined {
  if (!isObject(value)) return undefined
  for (const name of ['message', 'error']) {
    const verdict = verdictOfText(tryTo(() => Reflect.get(value, name)))
    if (verdict) return verdict
  }
  return undefined
}

function partsOf(candidate: object): unknown[] {
  if (tryTo(() => Array.isArray(candidate))) {
    return tryTo(() => Array.prototype.slice.call(candidate, 0, MAX_ELEMENTS)) ?? []
  }
  const names = new Set([...places, ...morePlaces, ...ownNames(candidate)])
  return Array.from(names, (name) => tryTo(() => Reflect.get(candidate, name)))
}

function ownNames(candidate: object): string[] {
  const names = tryTo(() => Object.getOwnPropertyNames(candidate).slice(0, MAX_NAMES)) ?? []
  return names.filter((name) => telling.test(name))
}

/** Foreign objects throw from getters and traps. */
function tryTo<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
