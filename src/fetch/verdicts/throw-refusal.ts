import { AuthError } from '../../session/index.js'
import { verdictOn } from './known-verdicts.js'

/** @throws AuthError when a response was judged to be a refusal */
export function throwRefusal(response: Response): void {
  const verdict = verdictOn(response)
  if (!verdict || verdict.kind === 'none') return
  // axios takes the response of an error for one of its own, and sets its headers, which a `Response` would refuse.
  const { headers } = response
  Object.defineProperty(response, 'headers', { value: headers, writable: true, configurable: true })
  throw new AuthError(verdict, { response })
}
