import type { Verdict } from '../verdict/index.js'

/**
 * A refusal as an exception, thrown where a client throws for error statuses (ky). Its message holds no query and no body.
 *
 * @example
 * try { await api.get('reports') } catch (error) { if (isAuthError(error)) show(error.verdict.reason) }
 */
export class AuthError extends Error {
  override readonly name = 'AuthError'
  readonly verdict: Verdict
  declare readonly response: Response | undefined

  constructor(verdict: Verdict, options: { readonly cause?: unknown; readonly response?: Response } = {}) {
    super(`${verdict.kind} (${verdict.reason}): ${verdict.url} answered ${verdict.status}`, { cause: options.cause })
    this.verdict = verdict
    // Not enumerable: an error that is logged or sent away must not drag the response along.
    Object.defineProperty(this, 'response', { value: options.response, enumerable: false })
  }
}

/** Whether something thrown is an `AuthError`, by shape: it survives realms and duplicate packages. */
export function isAuthError(error: unknown): error is AuthError {
  if (!(error instanceof Error) && Object.prototype.toString.call(error) !== '[object Error]') return false
  const { name, verdict } = error as { readonly name?: unknown; readonly verdict?: { readonly kind?: unknown } }
  return name === 'AuthError' && typeof verdict?.kind === 'string'
}
