import type { Convention, Evidence, Reason } from '../../verdict/index.js'
import { reasonFromSentence } from '../reasons/from-sentence.js'
import { codesIn } from '../body/codes.js'
import { codeTable } from '../reasons/code-table.js'
import { type ErrorObject, errorObjectsIn } from '../body/error-objects.js'
import { reasonForRole, reasonFromSlug } from '../reasons/from-slug.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

/** What an envelope is made of; a record that has other members is data, whatever its `code` is. */
const envelope =
  /^(?:code|status|status_?code|ret|errno|errcode|msg|message|detail|error|errors|err|error_?description|data|result|rows|success|ok|time|timestamp|path|trace_?id|request_?id)$/i
const numbers = ['code', 'statusCode', 'status_code', 'status', 'errcode', 'errno']
/** Statuses under which the body's own word counts for more. */
const vague: ReadonlySet<number> = /* @__PURE__ */ new Set([200, 207, 400, 404, 500, 502])
/** Slack's words and their kin, for which HTTP has no status. */
const bare = /* @__PURE__ */ codeTable({
  'no-credentials': 'not-authed unauthorized unauthorised not-authorized not-authorised auth-required',
  'token-invalid': 'invalid-auth',
  'account-disabled': 'account-inactive',
  permission: 'forbidden no-permission',
  'rate-limited': 'ratelimited',
})

/**
 * A refusal whose HTTP status says something else: an envelope with `"code": 401` under status 200, or `"ok": false` with a
 * code (RFC 9110 §15.5.2 would have 401).
 *
 * @example
 * classify(response, { conventions: [statusInBody()] }) // 200 {"code":401,"msg":"…","data":null}
 */
export function statusInBody(): Convention {
  return createConvention('status-in-body', examine)
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { status, body, role } = evidence
  const outer = errorObjectsIn(body.value)[0]
  if (role === 'integration') return undefined
  const asked = status >= 400 && status !== 401 ? bySentence(evidence) : undefined
  if (asked || !vague.has(status) || outer?.path !== '') return asked
  return (
    byNumber(evidence, outer) ??
    (status < 400 && (failed(outer) || role === 'sign-in') ? byCode(evidence, outer) : undefined)
  )
}

function byNumber(evidence: Evidence, outer: ErrorObject): PartialFinding | undefined {
  const { value } = evidence.body
  const data = outer.get('data') ?? outer.get('result') ?? outer.get('rows')
  const empty =
    data === undefined ||
    data === null ||
    data === '' ||
    data === false ||
    (typeof data === 'object' && Object.keys(data).length === 0)
  const said = ['msg', 'message', 'error', 'detail'].some((name) => typeof outer.get(name) === 'string')
  if (
    !empty ||
    !said ||
    typeof value !== 'object' ||
    value === null ||
    !Object.keys(value).every((name) => envelope.test(name))
  ) {
    return undefined
  }
  const told = numbers.map((name) => outer.get(name)).find((number) => typeof number === 'number' && number > 1)
  if (told !== 401 && told !== 403) return undefined
  return {
    reason: told === 401 ? anonymous(evidence) : 'permission',
    saw: `"${told}" in an envelope under ${evidence.status}`,
    message: sentencesIn([outer])[0],
  }
}

/** The whole of what is said, under a status that means something else: 403, 404, 500. */
function bySentence(evidence: Evidence): PartialFinding | undefined {
  const { body, role, sent, status } = evidence
  const places = errorObjectsIn(body.value)
  const texts = body.format === 'text' ? [body.text.slice(0, 200)] : sentencesIn(places)
  const said =
    role === 'sign-in' || sent.scheme === 'basic'
      ? undefined
      : texts.map((text) => reasonFromSentence(text)).find((reason) => reason !== undefined)
  const reason = said && reasonForRole(said, evidence)
  return reason && { reason, saw: `a sentence that asks to sign in under ${status}`, message: texts[0] }
}

function failed({ get }: ErrorObject): boolean {
  const status = get('status')
  return (
    get('ok') === false ||
    get('success') === false ||
    (typeof status === 'string' && /^(?:error|fail(?:ed|ure)?)$/i.test(status))
  )
}

function byCode(evidence: Evidence, outer: ErrorObject): PartialFinding | undefined {
  for (const { slug, where } of codesIn(errorObjectsIn(evidence.body.value).slice(0, 4))) {
    const said = reasonFromSlug(slug, evidence.role) ?? bare.get(slug)
    const reason =
      said === 'no-credentials' || said === 'token-invalid'
        ? anonymous(evidence, said)
        : said && reasonForRole(said, evidence)
    // A sign-in that succeeds has codes of its own; only what was submitted can be refused there.
    if (reason && !failed(outer) && !/^(?:wrong|account)-/.test(reason)) continue
    if (reason) {
      return {
        reason,
        saw: `a failure with ${where} "${slug}" under ${evidence.status}`,
        message: sentencesIn([outer])[0],
      }
    }
  }
  return undefined
}

function anonymous({ role, sent }: Evidence, said: Reason = 'no-credentials'): Reason {
  if (role === 'sign-in') return 'wrong-credentials'
  if (role === 'renewal') return 'renewal-rejected'
  return sent.scheme === 'bearer' ? 'token-invalid' : said
}
