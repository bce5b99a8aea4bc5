import { isAuthError, verdictOf } from 'why401'

/** What was done beside what was refused, where the call site gets it. */
const partials = new WeakMap<object, unknown>()

/** Notes that the call site gets `data` beside the error; returns the error. */
export function notePartial(error: object, data: unknown): object {
  if (data !== undefined && data !== null) partials.set(error, data)
  return error
}

/** What a call site gets: data, or an error. */
export type Caught = { readonly data: unknown } | { readonly error: unknown }

export async function catching(call: () => Promise<unknown>): Promise<Caught> {
  try {
    return { data: await call() }
  } catch (error) {
    return { error }
  }
}

/** `*`: the verdict is found by `verdictOf(error)`, while `isAuthError(error)` says no. */
function nameOf(caught: Caught): string {
  if ('data' in caught) return dataName(caught.data)
  const { error } = caught
  const verdict = verdictOf(error)
  const rest = typeof error === 'object' && error !== null && partials.has(error) ? ' and the rest as data' : ''
  if (verdict === undefined || verdict.kind === 'none') return `no verdict: ${classOf(error)}${rest}`
  return `${verdict.kind}${isAuthError(error) ? '' : '*'}${rest}`
}

function dataName(data: unknown): string {
  if (typeof data === 'string' && data.includes('<form')) return 'login page as data'
  return typeof data === 'object' && data !== null && 'errors' in data ? 'errors as data' : 'data'
}

function classOf(error: unknown): string {
  return error instanceof Error ? error.name : 'a plain object'
}

/** One text for what happened to equal calls. */
export function cellOf(caught: readonly Caught[], note?: string): string {
  const names = [...new Set(caught.map(nameOf))].join(' or ')
  return note === undefined ? names : `${names}; ${note}`
}
