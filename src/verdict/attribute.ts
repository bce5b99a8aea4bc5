import type { Evidence } from './evidence.js'
import { finding, type Finding } from './finding.js'
import type { Certainty, ThirdPartyKeyInvalid } from './verdict.js'

/** What a refusal of a credential means when the credential is the third party's. */
const thirdParty: { readonly [reason: string]: ThirdPartyKeyInvalid['reason'] } = {
  'no-credentials': 'key-missing',
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
export function attribute(found: Finding, evidence: Evidence): Finding {
  if (evidence.role !== 'integration') return name(found, evidence)
  const reason = thirdParty[found.reason]
  if (reason === undefined || !isRelayed(found, evidence) || (found.kind === 'forbidden' && evidence.status === 403 && evidence.challenges.length === 0)) return name(found, evidence)
  const realms = evidence.challenges.map((challenge) => challenge.get('realm'))
  const own = new Set(evidence.ownRealms)
  if (realms.some((realm) => realm !== undefined && own.has(realm))) return found
  const { rule, saw, where, spec } = found
  return finding(reason === 'key-missing' ? 'key-invalid' : reason, {
    certainty: certaintyOf(found, evidence, realms),
    rule: `${rule}@integration`,
    saw: `${saw}, on an integration route`,
    where,
    ...(spec !== undefined && { spec }),
    ...(evidence.integration !== undefined && { integration: evidence.integration }),
    upstream: { status: evidence.status },
  })
}

/** A body that says "not signed in" may be our own server's; what it says of credentials that we did not send is not. */
function isRelayed({ where, reason, kind }: Finding, { status, sent, challenges }: Evidence): boolean {
  if (where !== 'body' || reason.startsWith('token-') || reason === 'renewal-rejected') return true
  return kind === 'credentials-rejected' ? sent.scheme !== 'basic' : status === 401 && challenges.length > 0
}

/** A foreign realm settles it; without one our own server could have sent the same bytes. */
function certaintyOf(found: Finding, evidence: Evidence, realms: readonly (string | undefined)[]): Certainty {
  if (found.certainty === 'guess' || evidence.challenges.some(({ scheme }) => scheme === evidence.sent.scheme)) return 'guess'
  return evidence.ownRealms.length > 0 && realms.some((realm) => realm !== undefined) ? 'certain' : 'likely'
}

/** Fills in the integration's name from the route where the finding has none. */
function name(found: Finding, { integration }: Evidence): Finding {
  return found.kind === 'third-party-key-invalid' && found.integration === undefined && integration !== undefined ? { ...found, integration } : found
}
