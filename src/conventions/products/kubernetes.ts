import type { Convention, Evidence } from '../../verdict/index.js'
import { codeTable } from '../reasons/code-table.js'
import { errorObjectsIn, firstText } from '../body/error-objects.js'
import { reasonWhenSignedOut } from '../reasons/signed-out.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'

/**
 * What the reasons of the API server's `Status` objects mean. Other reasons are about the object that was asked for.
 */
const reasons = /* @__PURE__ */ codeTable({
  'no-credentials': 'Unauthorized',
  permission: 'Forbidden',
  'not-found': 'NotFound',
  'rate-limited': 'TooManyRequests',
  'invalid-request': 'Invalid BadRequest',
})

/**
 * Kubernetes: the API server sends `Status` objects. Where it forbids something to `system:anonymous`, the user must
 * sign in.
 *
 * @example
 * classify(response, { conventions: [kubernetes()] }) // 403, with what is forbidden to system:anonymous
 */
export function kubernetes(): Convention {
  return createConvention('kubernetes', examine, 'Kubernetes API conventions')
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { body, status, role } = evidence
  const [outer] = errorObjectsIn(body.value)
  const reason = reasons.get(outer?.get('reason'))
  // On an integration route the cluster is a third party's.
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
  return {
    reason: reason === 'no-credentials' ? reasonWhenSignedOut(evidence) : reason,
    certainty: 'certain',
    saw: `reason "${firstText([outer], ['reason'])}" of a Status`,
    message,
  }
}
