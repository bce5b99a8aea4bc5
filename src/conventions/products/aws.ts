import { type Convention, type Evidence, redact } from '../../verdict/index.js'
import { codesIn } from '../body/codes.js'
import { codeTable } from '../reasons/code-table.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { reasonForRole } from '../reasons/from-slug.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { policyTopic } from '../reasons/topics.js'
import { sentencesIn } from '../body/sentences.js'

/** Codes of API Gateway, IAM, S3 and Cognito, in lower case and without `exception`. */
// prettier-ignore
const codes = /* @__PURE__ */ codeTable({
  'no-credentials': 'unauthorized',
  permission: 'forbidden accessdenied',
  'not-found': 'missingauthenticationtoken incompletesignature',
  'token-expired': 'expiredtoken',
  'token-invalid': 'unrecognizedclient invalidclienttokenid invalidaccesskeyid invalidsignature signaturedoesnotmatch invalidtoken notauthorized',
  'rate-limited': 'throttling toomanyrequests limitexceeded slowdown',
  'wrong-credentials': 'usernotfound codemismatch',
  'account-disabled': 'usernotconfirmed passwordresetrequired',
})
/** AWS uses each of these codes for several causes. */
const vague = /^(?:forbidden|unauthorized|missingauthenticationtoken|incompletesignature|notauthorized|usernotfound)$/
const marks = ['x-amzn-errortype', 'x-amzn-requestid', 'x-amz-request-id']

/**
 * AWS services that a page calls directly: API Gateway, Cognito, AppSync and S3. API Gateway answers a missing route
 * with `MissingAuthenticationTokenException`; RFC 9110 §15.5.5 has 404 for it.
 *
 * @example
 * classify(response, { conventions: [aws()] }) // 403, x-amzn-errortype: ExpiredTokenException
 */
export function aws(): Convention {
  return createConvention('aws', examine, 'AWS')
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { body, status, role, header } = evidence
  if (status < 400) return undefined
  const places = errorObjectsIn(body.value)
  const message = sentencesIn(places)[0]
  const where = 'x-amzn-errortype'
  // CORS may hide the headers; this sentence is API Gateway's own without them.
  if (status === 403 && message === 'Missing Authentication Token') {
    return { reason: 'not-found', saw: `"${message}"`, where, message }
  }
  // A backend that relays an answer of AWS does not relay these headers; other conventions judge such an answer.
  if (!marks.some((name) => header(name) !== undefined)) return undefined
  // A clock that is wrong makes good keys and tokens fail.
  if (policyTopic(message ?? '') === 'invalid-request') {
    return { reason: 'invalid-request', certainty: 'likely', saw: 'words about a clock', message }
  }
  for (const code of [header(where) ?? '', ...codesIn(places).map((found) => found.code)]) {
    const key =
      code
        .split(/[#:]/)
        .map(keyOf)
        .find((part) => codes.has(part)) ?? ''
    const known = codes.get(key)
    const reason =
      known && reasonForRole(known === 'token-invalid' && role === 'sign-in' ? 'wrong-credentials' : known, evidence)
    if (reason === undefined) continue
    // Only API Gateway sends this code: it is our own server that refuses, also on an integration route.
    const own = reason === 'no-credentials' && role === 'integration'
    return {
      reason: own ? 'session-expired' : reason,
      certainty: vague.test(key) && !own ? 'likely' : 'certain',
      saw: `"${redact(code)}"`,
      where,
      message,
    }
  }
  return undefined
}

function keyOf(code: string): string {
  return code.toLowerCase().replace(/exception$/, '')
}
