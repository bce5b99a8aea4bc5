import type { Outcome } from '../../response/index.js'
import { isSafe } from '../../session/attempt.js'

/** Statuses of a request that was turned away before it was done. */
const refusedBefore: ReadonlySet<number> = new Set([401, 403, 407, 419, 440, 498])

/** What is known of an answer, as far as it shows whether the request had an effect. */
export interface Answer {
  readonly status: number
  readonly redirected: boolean
  readonly outcome: Outcome
}

/** Why an answer does not prove that the request had no effect; undefined when it does, or when there can be none. */
export function possibleEffect(
  method: string,
  body: unknown,
  { status, redirected, outcome }: Answer,
): string | undefined {
  if (isSafe(method) || isGraphqlQuery(body)) return undefined
  if (redirected) return 'it was redirected, so that it may have been done already'
  if (outcome === 'success') return 'a part of it was done'
  if (refusedBefore.has(status)) return undefined
  if (status < 300 && status !== 207 && outcome === 'refused') return undefined
  return `status ${status} does not prove that it was not done`
}

/** Strings and comments of a GraphQL document (GraphQL §2.1). */
const graphqlText = /"""[^]*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*/g

/** Whether a body asks a GraphQL server and changes nothing (GraphQL §6.2.1): such a request is sent by POST all the same. */
function isGraphqlQuery(body: unknown): boolean {
  if (typeof body !== 'string' || !/^\s*[[{]/.test(body)) return false
  try {
    const parsed: unknown = JSON.parse(body)
    const parts: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed]
    return parts.length > 0 && parts.every(isQuery)
  } catch {
    return false
  }
}

function isQuery(part: unknown): boolean {
  const query: unknown = typeof part === 'object' && part !== null ? Reflect.get(part, 'query') : undefined
  if (typeof query !== 'string') return false
  const code = query.replace(graphqlText, '')
  return /^\s*(?:query\b|fragment\b|\{)[^]*\}\s*$/.test(code) && !/\b(?:mutation|subscription)\b/.test(code)
}
