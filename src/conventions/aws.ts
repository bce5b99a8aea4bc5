import { type Certainty, type Convention, type Evidence, finding, type Finding, type Reason, redact } from '../verdict/index.js'
import { codesIn } from './code.js'
import { placesIn } from './place.js'
import { readAs } from './refusal.js'
import { messageOf, wordsIn } from './words.js'

/** By code, in lower case and without `exception`; of API Gateway, IAM and S3, then of Cognito. */
const codes: Readonly<Record<string, Reason>> = {
  unauthorized: 'no-credentials',
  forbidden: 'permission',
  accessdenied: 'permission',
  missingauthenticationtoken: 'not-found',
  incompletesignature: 'not-found',
  expiredtoken: 'token-expired',
  unrecognizedclient: 'token-invalid',
  invalidclienttokenid: 'token-invalid',
  invalidaccesskeyid: 'token-invalid',
  invalidsignature: 'token-invalid',
  signaturedoesnotmatch: 'token-invalid',
  invalidtoken: 'token-invalid',
  throttling: 'rate-limited',
  toomanyrequests: 'rate-limited',
  limitexceeded: 'rate-limited',
  slowdown: 'rate-limited',
  notauthorized: 'token-invalid',
  usernotfound: 'wrong-credentials',
  codemismatch: 'wrong-credentials',
  usernotconfirmed: 'account-disabled',
  passwordresetrequired: 'account-disabled',
}
/** One code for several causes. */
const vague: ReadonlySet<string> = /* @__PURE__ */ new Set(['forbidden', 'unauthorized', 'missingauthenticationtoken', 'incompletesignature', 'notauthorized', 'usernotfound'])
const marks = ['x-amzn-errortype', 'x-amzn-requestid', 'x-amz-request-id']

/**
 * AWS itself, asked directly: API Gateway, Cognito, AppSync, S3; a route that API Gateway does not have answers with
 * `MissingAuthenticationTokenException` (RFC 9110 §15.5.5 has 404 for it).
 *
 * @example
 * classify(response, { conventions: [aws()] }) // 403, x-amzn-errortype: ExpiredTokenException
 */
export function aws(): Convention {
  return { name: 'aws', examine }
}

function examine(evidence: Evidence): Finding | undefined {
  const { header, status, body } = evidence
  if (status < 400) return undefined
  const places = placesIn(body.value)
  const words = wordsIn(places)[0]
  // Without its header the words of a missing route are still its own.
  if (status === 403 && words === 'Missing Authentication Token') return say('not-found', 'likely', words, words)
  // What was relayed comes without them, and is another convention's.
  if (!marks.some((name) => header(name) !== undefined)) return undefined
  for (const code of [header('x-amzn-errortype') ?? '', ...codesIn(places).map((found) => found.code)]) {
    const key = code.split(/[#:]/).map(keyOf).find((part) => Object.hasOwn(codes, part)) ?? ''
    const known = key === '' ? undefined : codes[key]
    const reason = known && readAs(known === 'token-invalid' && evidence.role === 'sign-in' ? 'wrong-credentials' : known, evidence)
    // API Gateway alone has this one: it is our own that speaks, also where the route is an integration's.
    if (reason === 'no-credentials' && evidence.role === 'integration') return say('session-expired', 'certain', code, words)
    if (reason !== undefined) return say(reason, vague.has(key) ? 'likely' : 'certain', code, words)
  }
  return undefined
}

function keyOf(code: string): string {
  return code.toLowerCase().replace(/exception$/, '')
}

function say(reason: Reason, certainty: Certainty, code: string, words: string | undefined): Finding {
  return finding<Reason>(reason, { certainty, rule: `aws/${reason}`, saw: `"${redact(code)}"`, where: 'x-amzn-errortype', spec: 'API Gateway, gateway response types', ...messageOf(words) })
}
