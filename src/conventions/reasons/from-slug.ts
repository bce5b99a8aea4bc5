import type { Evidence, Reason } from '../../verdict/index.js'
import { readWords } from './from-words.js'
import { splitWord } from './lexicon.js'

/** Codes that mean more than their words say, and words of forms; compared whole. */
// prettier-ignore
const whole: readonly (readonly [Reason, slug: RegExp, role?: Evidence['role']])[] = [
  ['csrf', /^invalid-(?:request-)?origin$/],
  ['no-credentials', /^(?:login|log-in|account-selection)-required$|^requires-login$/],
  ['step-up', /^(?:step-up(?:-required)?|insufficient-user-authentication|fresh-token-required|token-not-fresh)$/],
  ['account-locked', /^(?:locked-out|(?:too-many|max(?:imum)?)-(?:failed-)?(?:login-|sign-in-)?attempts(?:-exceeded)?|failed-login-attempts)$/],
  ['policy', /^(?:ip|host|country|region|domain)-(?:address-)?(?:is-)?(?:not-(?:allowed|in-allowlist|whitelisted)|blocked|denied|restricted)$/],
  ['rate-limited', /^(?:request-limit-exceeded|throttled)$/],
  ['invalid-request', /^(?:validation|invalid)-(?:error|failed|failure|exception|payload|input|email|body|json|parameters?|params)$|^(?:validation|bad-request|unprocessable-entity|request-validation)$|^missing-(?:field|parameter|required-\w+)s?$|^(?:validation\w*|field)-required$/, 'sign-in'],
]

/** What a slug means, whoever says it; the frame that languages put around an error's name does not count. */
export function reasonFromSlug(slug: string, role?: Evidence['role']): Reason | undefined {
  if (slug.length > 80 || !/[a-z]/.test(slug)) return undefined
  const name = slug.replace(/^(?:err(?:or)?|e|auth)-(?=.+-)|-(?:err(?:or)?|exception)$/g, '')
  const known = whole.find(
    ([, words, only]) => (only === undefined || only === role) && (words.test(slug) || words.test(name)),
  )
  if (known) return known[0]
  return readWords(slug.split('-').flatMap(splitWord), role)?.reason
}

/**
 * What a reason means at this endpoint and for what was sent: what refuses a renewal, refuses the renewal; the user who signs
 * in is not signed in yet; and where a name and password were sent, no token was.
 */
export function reasonForRole(reason: Reason, { role, sent }: Evidence): Reason | undefined {
  if (role === 'renewal' && /^(?:session|token|no|wrong)-/.test(reason)) return 'renewal-rejected'
  if (role === 'sign-in') {
    if (reason === 'no-credentials') return undefined
    return reason.startsWith('token-') ? 'wrong-credentials' : reason
  }
  // A server that says so to a token wants another one.
  if (reason === 'no-credentials' && (sent.scheme === 'bearer' || sent.scheme === 'dpop')) return 'token-invalid'
  return reason.startsWith('token-') && (sent.scheme === 'basic' || sent.scheme === 'digest')
    ? 'wrong-credentials'
    : reason
}
