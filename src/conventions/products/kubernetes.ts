import type { Convention, Evidence } from '../../verdict/index.js'
import { codeTable } from '../reasons/code-table.js'
import { errorObjectsIn, firstText } from '../body/error-objects.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'

/** What the API server's `Status` reasons mean; the rest are about the object asked for. */
const reasons = /* @__PURE__ */ codeTable({
  'no-credentials': 'Unauthorized',
  permission: 'Forbidden',
  'not-found': 'NotFound',
  'rate-limited': 'TooManyRequests',
  'invalid-request': 'Invalid BadRequest',
})

/**
 * Kubernetes: `Status` objects of the API server; what is forbidden to `system:anonymous` needs a login, not a permission
 * (RFC 9110 §15.5.4).
 *
 * @example
 * classify(response, { conventions: [kubernetes()] }) // 403, with what is forbidden to system:anonymous
 */
export function kubernetes(): Convention {
  return createConvention('kubernetes', examine, 'Kubernetes API conventions')
}

function examine({ status, sent, role, body }: Evidence): PartialFinding | undefined {
  const [outer] = errorObjectsIn(body.value)
  const reason = reasons.get(outer?.get('reason'))
  // A cluster behind an integration is somebody else's.
  if (
    outer?.get('kind') !== 'Status' ||
    typeof outer.get('apiVersion') !== 'string' ||
    status < 400 ||
    role === 'integration'
  ) {
    return undefined
  }
  const message = firstText([outer], ['message']) ?? ''
  if (reason === 'permission' && /User "system:anonymous"/.test(message.slice(0, 500))) {
    return { reason: 'no-credentials', saw: 'reason "Forbidden" for system:anonymous', message }
  }
  const refused = reason === 'no-credentials' && sent.scheme !== undefined
  return {
    reason: refused ? 'token-invalid' : reason,
    certainty: 'certain',
    saw: `reason "${firstText([outer], ['reason'])}" of a Status`,
    message,
  }
}
