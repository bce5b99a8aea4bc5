import { type Convention, type Evidence, finding, type Finding, type Reason, retryAfter } from '../verdict/index.js'
import { placesIn } from './place.js'
import { readAs } from './refusal.js'
import { messageOf, wordsIn } from './words.js'

const codes: Readonly<Record<string, Reason>> = {
  M_MISSING_TOKEN: 'no-credentials',
  M_UNKNOWN_TOKEN: 'token-invalid',
  M_UNAUTHORIZED: 'permission',
  M_FORBIDDEN: 'permission',
  M_GUEST_ACCESS_FORBIDDEN: 'permission',
  M_USER_DEACTIVATED: 'account-disabled',
  M_USER_LOCKED: 'account-locked',
  M_USER_SUSPENDED: 'policy',
  M_CONSENT_NOT_GIVEN: 'policy',
  M_RESOURCE_LIMIT_EXCEEDED: 'policy',
  M_LIMIT_EXCEEDED: 'rate-limited',
  M_NOT_FOUND: 'not-found',
  M_UNRECOGNIZED: 'not-found',
  M_BAD_JSON: 'invalid-request',
  M_NOT_JSON: 'invalid-request',
  M_INVALID_PARAM: 'invalid-request',
  M_MISSING_PARAM: 'invalid-request',
}

/**
 * Matrix: `M_*` codes, `soft_logout`, and 401 with `flows` where one must prove again who one is (Matrix client-server API,
 * user-interactive authentication; RFC 9110 §15.5.2).
 *
 * @example
 * classify(response, { conventions: [matrix()] }) // 401 {"errcode":"M_UNKNOWN_TOKEN","soft_logout":true}
 */
export function matrix(): Convention {
  return { name: 'matrix', examine }
}

function examine(evidence: Evidence): Finding | undefined {
  const { body, status, role } = evidence
  if (role === 'integration') return undefined
  const places = placesIn(body.value)
  const get = places[0]?.get
  const code = get?.('errcode')
  const interactive = status === 401 && Array.isArray(get?.('flows')) && typeof get?.('session') === 'string'
  if (typeof code !== 'string' || !Object.hasOwn(codes, code)) return interactive ? say('step-up', '"flows"', evidence) : undefined
  // To sign in, or to prove it again, is refused with the code for everything else.
  if (code === 'M_FORBIDDEN' && (interactive || role === 'sign-in')) return say('wrong-credentials', `"${code}"`, evidence)
  const soft = codes[code] === 'token-invalid' && get?.('soft_logout') === true
  const reason = readAs(soft ? 'token-expired' : (codes[code] as Reason), evidence)
  return reason && say(reason, `"${code}"`, evidence)
}

function say(reason: Reason, saw: string, evidence: Evidence): Finding {
  return finding<Reason>(reason, {
    certainty: 'certain',
    rule: `matrix/${reason}`,
    saw,
    where: 'body',
    spec: 'Matrix client-server API',
    ...(reason === 'account-locked' && retryAfter(evidence)),
    ...messageOf(wordsIn(placesIn(evidence.body.value))[0]),
  })
}
