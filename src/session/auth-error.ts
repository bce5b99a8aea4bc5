import type { Verdict } from '../verdict/index.js'

/**
 * A refusal as an exception: what `auth.strictFetch` and the adapters of clients that throw reject with. Its message holds
 * no query and no body, and `JSON.stringify` of it no secret.
 *
 * @example
 * try { await api.get('reports') } catch (error) { if (isAuthError(error)) show(error.verdict.reason) }
 */
export class AuthError extends Error {
  /** `AuthError`; not typed so, because ky's `HTTPError` is one of these too. */
  override readonly name: string = 'AuthError'
  readonly verdict: Verdict
  declare readonly response: Response | undefined

  constructor(verdict: Verdict, options: { readonly cause?: unknown; readonly response?: Response } = {}) {
    super(authErrorMessage(verdict), options)
    this.verdict = verdict
    // Not enumerable: an error that is logged or sent away must not drag the response along.
    Object.defineProperty(this, 'response', { value: options.response })
  }

  /** By shape, so that an error of another realm, of a second copy of the package, or of a client's own class is one too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return this === AuthError ? hasAuthErrorShape(value) : super[Symbol.hasInstance](value)
  }

  /** What may be sent away: name, message, and the verdict without challenge, nonce, claim or query. */
  toJSON(): object {
    return authErrorJson(this)
  }
}

/** The members of an `AuthError` that text may show. */
export function authErrorJson({ message, verdict }: Pick<AuthError, 'message' | 'verdict'>): object {
  const { kind, reason, remedy, certainty, status } = verdict
  // A copy by spread has no `toJSON`, and holds what came raw.
  return { name: 'AuthError', message, verdict: verdict.toJSON?.() ?? { kind, reason, remedy, certainty, status } }
}

/** The message of an `AuthError`; `isAuthError` and `verdictOf` can read it. */
export function authErrorMessage(verdict: Verdict): string {
  const { url = verdict.url } = (verdict.toJSON?.() ?? {}) as { readonly url?: string }
  return `${verdict.kind} (${verdict.reason}): ${url} answered ${verdict.status}`
}

/** Whether something has the members of an `AuthError`. Never throws. */
export function hasAuthErrorShape(error: unknown): error is AuthError {
  try {
    // Clients have each success looked at, so that what is no error does not end in the catch, which is slow.
    const { name, message, verdict } = Object(error) as Partial<AuthError>
    return name === 'AuthError' && [message, verdict?.kind, verdict?.reason].every((text) => typeof text === 'string')
  } catch {
    return false
  }
}
