import { type Hooks, type HTTPError, isHTTPError } from 'ky'
import { verdictOf } from '../fetch/index.js'
import { bareUrl } from '../response/index.js'
import { AuthError } from '../session/index.js'

/** Makes an `AuthError` of what ky throws for a refusal: a `beforeError` hook. */
export const toAuthError: NonNullable<Hooks['beforeError']>[number] = ({ error }) => {
  if (!isHTTPError(error)) return error
  const verdict = verdictOf(error.response)
  if (verdict === undefined || verdict.kind === 'none') return error
  hideSecrets(error)
  return new AuthError(verdict, { cause: error, response: error.response })
}

/**
 * ky's error is the cause, and a console prints causes: what may hold a secret stays readable by name, but is not printed,
 * and the message loses the query.
 */
function hideSecrets(error: HTTPError): void {
  for (const name of ['request', 'response', 'options', 'data']) {
    Object.defineProperty(error, name, { enumerable: false })
  }
  const { url } = error.request
  for (const name of ['message', 'stack'] as const) {
    const text = error[name]?.replaceAll(url, bareUrl(url))
    Object.defineProperty(error, name, { value: text, enumerable: false, configurable: true, writable: true })
  }
}
