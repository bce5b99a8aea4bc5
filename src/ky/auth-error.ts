import { type Hooks, HTTPError, isHTTPError, type Options } from 'ky'
import { verdictOn } from '../fetch/index.js'
import { bareUrl } from '../response/index.js'
import { AuthError, authErrorJson, authErrorMessage } from '../session/index.js'
import type { Verdict } from '../verdict/index.js'

/** Makes an `AuthError` of what ky throws for a refusal: a `beforeError` hook. */
export const toAuthError: NonNullable<Hooks['beforeError']>[number] = ({ error }) => {
  if (!isHTTPError(error)) return error
  const verdict = verdictOn(error.response)
  return isRefusal(verdict) ? new RefusedHttpError(error, verdict) : error
}

/** A success in which something was refused is thrown, where the call wants throws (ky's `throwHttpErrors`). */
export function throwRefusal(response: Response, throwHttpErrors: Options['throwHttpErrors'] = true): Response {
  const verdict = response.ok ? verdictOn(response) : undefined
  if (!isRefusal(verdict)) return response
  const { status } = response
  const isWanted = typeof throwHttpErrors === 'function' ? throwHttpErrors(status) : throwHttpErrors
  if (!isWanted) return response
  throw new AuthError(verdict, { response })
}

function isRefusal(verdict: Verdict | undefined): verdict is Verdict {
  return verdict !== undefined && verdict.kind !== 'none'
}

/**
 * An `AuthError` by its shape, which is what `isAuthError` and `instanceof AuthError` ask for, and ky's `HTTPError` by its
 * class, which is what ky's `isHTTPError` asks for. ky's own error is the cause.
 */
class RefusedHttpError extends HTTPError {
  readonly verdict: Verdict

  constructor(error: HTTPError, verdict: Verdict) {
    super(error.response, error.request, error.options)
    // The type of the name is ky's.
    Object.defineProperty(this, 'name', { value: 'AuthError', enumerable: false })
    this.verdict = verdict
    this.data = error.data
    this.message = authErrorMessage(verdict)
    this.cause = error
    hideSecrets(this)
    hideSecrets(error)
  }

  toJSON(): object {
    return authErrorJson(this)
  }
}

/**
 * A console prints an error with its members and its causes: what may hold a secret stays readable by name, but is not
 * printed, and the message loses the query.
 */
function hideSecrets(error: HTTPError): void {
  for (const name of ['request', 'response', 'options', 'data', 'cause']) {
    if (Object.hasOwn(error, name)) Object.defineProperty(error, name, { enumerable: false })
  }
  const { url } = error.request
  for (const name of ['message', 'stack'] as const) {
    const text = error[name]?.replaceAll(url, bareUrl(url))
    Object.defineProperty(error, name, { value: text, enumerable: false, configurable: true, writable: true })
  }
}
