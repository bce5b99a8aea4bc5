import type { Evidence } from './evidence.js'
import { finding, type Finding } from './finding.js'
import type { Certainty, ThirdPartyKeyInvalid } from './verdict.js'

/** What a refusal of a credential means when the credential is the third party's. */
const thirdParty: { readonly [reason: string]: ThirdPartyKeyInvalid['reason'] } = {
  // Our own backend had a key to send, or nothing would have been relayed.
  'no-credentials': 'key-invalid',
  'token-invalid': 'key-invalid',
  'token-expired': 'key-expired',
  'token-revoked': 'key-revoked',
  'wrong-credentials': 'key-invalid',
  'client-rejected': 'key-invalid',
  'stale-nonce': 'key-invalid',
  'renewal-rejected': 'key-revoked',
  'insufficient-scope': 'key-insufficient',
  'step-up': 'key-insufficient',
}

/**
 * Whose credential was refused? On an integration route a challenge, or a bare 401, is read as the third party's, relayed:
 * the one thing that must not happen is that somebody else's dead key signs the user out of our app.
 * What only our own server says (our realm, a session that expired) stays what it is.
 */
export function attributeToThirdParty(found: Finding, evidence: Evidence): Finding {
  const { role, status, challenges, integration, ownRealms } = evidence
  const reason = thirdParty[found.reason]
  const forbidden = found.kind === 'forbidden' && status === 403 && challenges.length === 0
  if (role !== 'integration' || reason === undefined || forbidden || !isRelayed(found, evidence)) {
    // The route tells the integration's name where the finding has none.
    return found.kind === 'third-party-key-invalid' && found.integration === undefined && integration !== undefined
      ? { ...found, integration }
      : found
  }
  const realms = challenges.map((challenge) => challenge.get('realm')).filter((realm) => realm !== undefined)
  if (realms.some((realm) => ownRealms.includes(realm))) return found
  const { rule, saw, where, spec } = found
  return finding(reason, {
    certainty: certaintyOf(found, evidence, realms.length > 0),
    rule: `${rule}@integration`,
    saw: `${saw}, on an integration route`,
    where,
    spec,
    integration,
    upstream: { status },
  })
}

/** A body that says "not signed in" may be our own server's; what it says of credentials that we did not send is not. */
function isRelayed({ where, reason, kind }: Finding, { status, sent, challenges }: Evidence): boolean {
  if (where !== 'body' || reason.startsWith('token-') || reason === 'renewal-rejected') return true
  return kind === 'credentials-rejected' ? sent.scheme !== 'basic' : status === 401 && challenges.length > 0
}

/** A foreign realm settles it; without one our own server could have sent the same bytes. */
function certaintyOf({ certainty }: Finding, { challenges, sent, ownRealms }: Evidence, foreign: boolean): Certainty {
  if (certainty === 'guess' || challenges.some(({ scheme }) => scheme === sent.scheme)) return 'guess'
  return ownRealms.length > 0 && foreign ? 'certain' : 'likely'
}
