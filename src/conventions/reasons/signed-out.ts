import type { Evidence, Reason } from '../../verdict/index.js'

/**
 * What "not signed in" means for this request: a name and password, or a sign-in, were refused; any other credential is
 * no longer good; without one there was nothing to refuse (RFC 9110 §15.5.2).
 */
export function reasonWhenSignedOut({ role, sent }: Evidence): Reason {
  if (sent.scheme === 'basic' || sent.scheme === 'digest' || role === 'sign-in') return 'wrong-credentials'
  return sent.scheme === undefined ? 'no-credentials' : 'token-invalid'
}
