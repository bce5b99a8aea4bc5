import type { Evidence } from './evidence.js'
import { finding, type Finding } from './finding.js'
import { isOurs } from './http.js'
import type { Certainty, Reason, ThirdPartyKeyInvalid } from './verdict.js'

/** What a refusal of a credential means when the credential is the third party's. */
const thirdParty: { readonly [R in Reason]?: ThirdPartyKeyInvalid['reason'] } = {
  // Our own backend had a key to send, or nothing would have been relayed.
  'no-credentials': 'key-invalid',
  'session-expired': 'key-expired',
  'login-page': 'key-invalid',
  'login-redirect': 'key-invalid',
  'token-invalid': 'key-invalid',
  'token-expired': 'key-expired',
  'token-revoked': 'key-revoked',
  'wrong-credentials': 'key-invalid',
  'client-rejected': 'key-invalid',
  'stale-nonce': 'key-invalid',
  'renewal-rejected': 'key-revoked',
  'insufficient-scope': 'key-insufficient',
  'step-up': 'key-insufficient',
  permission: 'key-insufficient',
  'account-disabled': 'key-revoked',
}

/** The statuses under which a server of our own says that the user's login is over. */
const ownStatuses: ReadonlySet<number> = /* @__PURE__ */ new Set([401, 403, 419, 440])

/**
 * Tells whose credential was refused. On an integration route whatever refuses one is read as the third party's, relayed: a
 * dead key that the user stored for a service must never sign the user out of our app. Without one of our realms only two
 * things are ours: a redirect that ended at a sign-in, and a machine-readable statement that the session is over, under the
 * statuses that our own server would use. Neither is certain.
 */
export function attributeToThirdParty(found: Finding, evidence: Evidence): Finding {
  const { role, status, integration } = evidence
  if (role !== 'integration' || isOurs(evidence)) return found
  const reason = thirdParty[found.reason]
  if (reason === undefined || (found.kind === 'forbidden' && !isFromAnyServer(found, evidence))) return found
  if (!isRelayed(found, evidence)) return { ...found, certainty: atMostLikely(found) }
  const { rule, saw, where, spec, message } = found
  return finding(reason, {
    certainty: certaintyOf(found, evidence),
    rule: `${rule}@integration`,
    saw: `${saw}, on an integration route`,
    where,
    spec,
    message,
    integration,
    upstream: { status },
  })
}

/** The certainty, but no more than likely. */
export function atMostLikely({ certainty }: Finding): Certainty {
  return certainty === 'certain' ? 'likely' : certainty
}

/** Rules that read what any server may have written; each other rule knows one framework, which our backend uses. */
const general = /^(?:http|typed-codes|plain-words|status-in-body|graphql|grpc|json-rpc|trpc|oauth2)\//

/** Whether any server may have written what a refusal of a right stands on: a challenge, or what no framework alone says. */
function isFromAnyServer({ rule, reason, where }: Finding, { status, challenges }: Evidence): boolean {
  if (where.startsWith('WWW-Authenticate') || challenges.length > 0) return true
  return general.test(rule) && (status === 403 || status < 400 || reason === 'insufficient-scope')
}

function isRelayed({ rule, where, reason, kind, certainty }: Finding, { status, sent }: Evidence): boolean {
  if (rule === 'login-page/redirect' || rule === 'fetch/opaque-redirect') return false
  if (reason === 'session-expired' && where !== 'status') return certainty !== 'certain' || !ownStatuses.has(status)
  // What a body says of a password that this request carried is ours.
  return kind !== 'credentials-rejected' || where !== 'body' || sent.scheme !== 'basic'
}

/** A foreign realm settles it; without one our own server could have sent the same bytes. */
function certaintyOf({ certainty, reason }: Finding, { challenges, sent, ownRealms }: Evidence): Certainty {
  if (certainty === 'guess' || reason === 'permission' || challenges.some(({ scheme }) => scheme === sent.scheme)) {
    return 'guess'
  }
  const isForeign = challenges.some((challenge) => challenge.get('realm') !== undefined)
  return ownRealms.length > 0 && isForeign ? 'certain' : 'likely'
}
