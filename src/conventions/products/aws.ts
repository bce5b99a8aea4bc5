import { type Convention, type Evidence, redact } from '../../verdict/index.js'
import { codesIn } from '../body/codes.js'
import { codeTable } from '../reasons/code-table.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { reasonForRole } from '../reasons/from-slug.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

/** By code, in lower case and without `exception`; of API Gateway, IAM and S3, then of Cognito. */
const codes = /* @__PURE__ */ codeTable({
  'no-credentials': 'unauthorized',
  permission: 'forbidden accessdenied',
  'not-found': 'missingauthenticationtoken incompletesignature',
  'token-expired': 'expiredtoken',
  'token-invalid':
    'unrecognizedclient invalidclienttokenid invalidaccesskeyid invalidsignature signaturedoesnotmatch invalidtoken notauthorized',
  'rate-limited': 'throttling toomanyrequests limitexceeded slowdown',
  'wrong-credentials': 'usernotfound codemismatch',
  'account-disabled': 'usernotconfirmed passwordresetrequired',
})
/** One code for several causes. */
const vague = /^(?:forbidden|unauthorized|missingauthenticationtoken|incompletesignature|notauthorized|usernotfound)$/
const marks = ['x-amzn-errortype', 'x-amzn-requestid', 'x-amz-request-id']

/**
 * AWS itself, asked directly: API Gateway, Cognito, AppSync, S3; a route that API Gateway does not have answers with
 * `MissingAuthenticationTokenException` (RFC 9110 §15.5.5 has 404 for it).
 *
 * @example
 * classify(response, { conventions: [aws()] }) // 403, x-amzn-errortype: ExpiredTokenException
 */
export function aws(): Convention {
  return createConvention('aws', examine, 'AWS')
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { header, status, body, role } = evidence
  if (status < 400) return undefined
  const places = errorObjectsIn(body.value)
  const message = sentencesIn(places)[0]
  const where = 'x-amzn-errortype'
  // Without its header the words of a missing route are still its own.
  if (status === 403 && message === 'Missing Authentication Token') {
    return { reason: 'not-found', saw: `"${message}"`, where, message }
  }
  // What was relayed comes without them, and is another convention's.
  if (!marks.some((name) => header(name) !== undefined)) return undefined
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
    // API Gateway alone has this one: it is our own that speaks, also where the route is an integration's.
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
