import type { Convention, Evidence } from '../../verdict/index.js'
import { codeTable } from '../reasons/code-table.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { reasonForRole } from '../reasons/from-slug.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

const codes = /* @__PURE__ */ codeTable({
  'no-credentials': 'M_MISSING_TOKEN',
  'token-invalid': 'M_UNKNOWN_TOKEN',
  permission: 'M_UNAUTHORIZED M_FORBIDDEN M_GUEST_ACCESS_FORBIDDEN',
  'account-disabled': 'M_USER_DEACTIVATED',
  'account-locked': 'M_USER_LOCKED',
  policy: 'M_USER_SUSPENDED M_CONSENT_NOT_GIVEN M_RESOURCE_LIMIT_EXCEEDED',
  'rate-limited': 'M_LIMIT_EXCEEDED',
  'not-found': 'M_NOT_FOUND M_UNRECOGNIZED',
  'invalid-request': 'M_BAD_JSON M_NOT_JSON M_INVALID_PARAM M_MISSING_PARAM',
})

/**
 * Matrix: it sends codes that begin with `M_`, `soft_logout`, and 401 with `flows` where the user must authenticate
 * again (Matrix client-server API, "User-interactive authentication").
 *
 * @example
 * classify(response, { conventions: [matrix()] }) // 401 {"errcode":"M_UNKNOWN_TOKEN","soft_logout":true}
 */
export function matrix(): Convention {
  return createConvention('matrix', examine, 'Matrix client-server API')
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { body, status, role } = evidence
  const places = errorObjectsIn(body.value)
  const [outer] = places
  if (role === 'integration' || outer === undefined) return undefined
  const { get } = outer
  const code = get('errcode')
  const known = codes.get(code)
  const interactive = status === 401 && Array.isArray(get('flows')) && typeof get('session') === 'string'
  const note = {
    certainty: 'certain',
    saw: known ? `"${String(code)}"` : '"flows"',
    message: sentencesIn(places)[0],
  } as const
  if (known === undefined) return interactive ? { reason: 'step-up', ...note } : undefined
  // The server refuses a sign-in or a user-interactive authentication with the code that it has for any refusal.
  if (code === 'M_FORBIDDEN' && (interactive || role === 'sign-in')) return { reason: 'wrong-credentials', ...note }
  const soft = known === 'token-invalid' && get('soft_logout') === true
  return { reason: reasonForRole(soft ? 'token-expired' : known, evidence), ...note }
}
