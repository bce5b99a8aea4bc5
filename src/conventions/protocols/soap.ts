import { type Convention, type Evidence, type Reason, redact } from '../../verdict/index.js'
import { slugOf } from '../body/codes.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { reasonFromSentence } from '../reasons/from-sentence.js'
import { reasonForRole, reasonFromSlug } from '../reasons/from-slug.js'

const fault = /<(?:[\w.-]{1,40}:)?Fault[\s>]/
// None of these spans another tag, so that they take linear time.
const codes =
  /<(?:[\w.-]{1,40}:)?(?:faultcode|Value|errorCode|ErrorCode|exceptionCode|code|Code)(?:\s[^<>]{0,200})?>([^<>]{1,200})</g
const words = /<(?:[\w.-]{1,40}:)?(?:faultstring|Text|message|exceptionMessage)(?:\s[^<>]{0,200})?>([^<>]{1,400})</
const MOST_CODES = 8

/** Fault codes of WS-Security by their local names, which servers send with any prefix. */
const security: ReadonlyMap<string, Reason> = /* @__PURE__ */ new Map<string, Reason>([
  ['failed-authentication', 'token-invalid'],
  ['authentication-failed', 'token-invalid'],
  ['invalid-security-token', 'token-invalid'],
  ['invalid-security', 'token-invalid'],
  ['security-token-unavailable', 'no-credentials'],
  ['message-expired', 'token-expired'],
  ['unauthorized', 'no-credentials'],
  ['not-authorized', 'permission'],
  ['access-denied', 'permission'],
])

/**
 * SOAP: a fault under any status, by the local name of its code, that of a subcode, or its words
 * (SOAP 1.2 §5.4; WS-Security 1.1 §12).
 *
 * @example
 * classify(response, { conventions: [soap()] }) // 500 <Fault><faultcode>wsse:FailedAuthentication</faultcode>…
 */
export function soap(): Convention {
  return createConvention('soap', examine, 'SOAP 1.2 §5.4')
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { format, text } = evidence.body
  if (format !== 'xml' || !fault.test(text)) return undefined
  const message = words.exec(text)?.[1]?.trim()
  for (const [, code = ''] of [...text.matchAll(codes)].slice(0, MOST_CODES)) {
    const slug = slugOf(code.trim())
    const reason = meaning(security.get(slug) ?? reasonFromSlug(slug, evidence.role), evidence)
    if (reason) return { reason, saw: `fault code "${redact(code.trim())}"`, message }
  }
  // Many servers put the code before the words of the fault.
  const prefix = /^([A-Z][A-Z_]{5,60}):/.exec(message ?? '')?.[1] ?? ''
  const reason = meaning(reasonFromSlug(slugOf(prefix), evidence.role) ?? reasonFromSentence(message ?? ''), evidence)
  return reason && { reason, saw: `fault "${redact(message ?? '')}"`, message }
}

function meaning(said: Reason | undefined, evidence: Evidence): Reason | undefined {
  if (said === undefined) return undefined
  const isCredential = said.startsWith('token-') || said === 'no-credentials'
  return isCredential && evidence.role === 'sign-in' ? 'wrong-credentials' : reasonForRole(said, evidence)
}
