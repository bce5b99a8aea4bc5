import type { Evidence } from './evidence.js'
import { finding, type Finding } from './finding.js'
import { isOurs } from './http.js'
import type { Certainty, Reason, ThirdPartyKeyInvalid } from './verdict.js'

/** What a refusal of a credential means when the credential is the third party's. */
const thirdParty: { readonly [R in Reason]?: ThirdPartyKeyInvalid['reason'] } = {
  // Our own backend had a key to send, or nothing would have been relayed.
  'no-credentials': 'key-invalid',
  'session-expired': 'key-expired',
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

/** The statuses under which a server of our own says that the user's login is over. */
const ownStatuses: ReadonlySet<number> = /* @__PURE__ */ new Set([401, 403, 419, 440])

/**
 * Tells whose credential was refused. On an integration route a challenge, or a bare 401, is read as the third party's,
 * relayed: a dead key that the user stored for a service must never sign the user out of our app. A session that expired is
 * ours under the statuses that our own server would use, but never for certain without one of our realms.
 */
export function attributeToThirdParty(found: Finding, evidence: Evidence): Finding {
  const { role, status, challenges, integration } = evidence
  if (role !== 'integration' || isOurs(evidence)) return found
  const reason = thirdParty[found.reason]
  const isBareForbidden = found.kind === 'forbidden' && status === 403 && challenges.length === 0
  if (reason === undefined || isBareForbidden) return found
  if (!isRelayed(found, evidence)) return { ...found, certainty: atMostLikely(found) }
  const { rule, saw, where, spec } = found
  return finding(reason, {
    certainty: certaintyOf(found, evidence),
    rule: `${rule}@integration`,
    saw: `${saw}, on an integration route`,
    where,
    spec,
    integration,
    upstream: { status },
  })
}

/** The certainty, but no more than likely. */
export function atMostLikely({ certainty }: Finding): Certainty {
  return certainty === 'certain' ? 'likely' : certainty
}

/** A body that says "not signed in" may be our own server's; what it says of credentials that we did not send is not. */
function isRelayed({ where, reason, kind }: Finding, { status, sent, challenges }: Evidence): boolean {
  if (kind === 'reauthenticate' && (status >= 400 || where === 'body') && !ownStatuses.has(status)) return true
  if (where !== 'body' || reason.startsWith('token-') || reason === 'renewal-rejected') {
    return reason !== 'session-expired'
  }
  return kind === 'credentials-rejected' ? sent.scheme !== 'basic' : status === 401 && challenges.length > 0
}

/** A foreign realm settles it; without one our own server could have sent the same bytes. */
function certaintyOf({ certainty }: Finding, { challenges, sent, ownRealms }: Evidence): Certainty {
  if (certainty === 'guess' || challenges.some(({ scheme }) => scheme === sent.scheme)) return 'guess'
  const isForeign = challenges.some((challenge) => challenge.get('realm') !== undefined)
  return ownRealms.length > 0 && isForeign ? 'certain' : 'likely'
}
