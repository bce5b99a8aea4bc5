import type { Convention, Evidence, Reason } from '../../verdict/index.js'
import { codesIn, longSlugOf } from '../body/codes.js'
import {
  failuresIn,
  hasFailureCode,
  isEnvelope,
  isWithoutData,
  refusalsIn,
  saysFalse,
  tellsFailure,
} from '../body/envelope.js'
import { codeTable } from '../reasons/code-table.js'
import { type ErrorObject, errorObjectsIn } from '../body/error-objects.js'
import { reasonFromSentence } from '../reasons/from-sentence.js'
import { reasonForRole, reasonFromSlug } from '../reasons/from-slug.js'
import { signInTopic } from '../reasons/topics.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

const numbers = [
  'code',
  'statuscode',
  'status',
  'errorcode',
  'errcode',
  'errno',
  'httpstatus',
  'httpcode',
  'httpstatuscode',
]
/** Statuses that bodies borrow: those of HTTP, of Esri (498, 499) and of OCS (997). */
const borrowed: ReadonlyMap<unknown, Reason> = /* @__PURE__ */ new Map<unknown, Reason>([
  [401, 'no-credentials'],
  [403, 'permission'],
  [498, 'token-invalid'],
  [499, 'no-credentials'],
  [997, 'no-credentials'],
])
/** Statuses under which the body's own word counts for more. */
const vague: ReadonlySet<number> = /* @__PURE__ */ new Set([200, 201, 202, 207, 400, 404, 422, 500, 502])
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
  const { body, status, role } = evidence
  if (!vague.has(status)) return undefined
  const places = errorObjectsIn(body.value)
  const [outer] = places
  if (outer?.path !== '') return undefined
  const failed = status < 400 ? failuresIn(places) : places.filter((place) => isOuter(place) && isEnvelope(place))
  const theirs = status < 400 && role === 'integration' ? refusalsIn(places) : []
  const found =
    firstFound([...failed, ...theirs], (place) => byNumber(place, evidence)) ??
    (status < 400 ? bySuccess(failed, outer, evidence) : undefined)
  return found && { ...found, message: sentencesIn(failed)[0] }
}

/** Under a status of success the body's own codes and words count, where it says that it failed. */
function bySuccess(failed: readonly ErrorObject[], outer: ErrorObject, evidence: Evidence): PartialFinding | undefined {
  return (
    byCode(codesFrom(failed, outer, evidence), evidence) ?? bySentence(failed, evidence) ?? bySignIn(outer, evidence)
  )
}

/** Where codes count: a sign-in that fails need not say so otherwise. */
function codesFrom(failed: readonly ErrorObject[], outer: ErrorObject, { role }: Evidence): readonly ErrorObject[] {
  if (failed.some(tellsFailure)) return failed
  return role === 'sign-in' ? [outer] : []
}

/** A failure at a sign-in that says no more: a flag is read elsewhere. */
function bySignIn(outer: ErrorObject, { status, role, method }: Evidence): PartialFinding | undefined {
  if (role !== 'sign-in' || method === 'GET' || status >= 400) return undefined
  if (saysFalse(outer) || !isWithoutData(outer) || !(hasFailureCode(outer) || tellsFailure(outer))) return undefined
  return { reason: 'wrong-credentials', certainty: 'guess', saw: 'a failure at a sign-in' }
}

function isOuter({ path }: ErrorObject): boolean {
  return path === '' || path === 'error'
}

function firstFound<T, R>(list: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of list) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

function byNumber(place: ErrorObject, evidence: Evidence): PartialFinding | undefined {
  if (!isWithoutData(place)) return undefined
  const isTold =
    tellsFailure(place) || place.path !== '' || texts.some((name) => typeof place.find?.(name)?.[1] === 'string')
  if (!isTold) return undefined
  for (const name of numbers) {
    const told = numberOf(place.find?.(name)?.[1])
    // Backends make codes of their own by adding digits: 40101.
    const reason = borrowed.get(told) ?? borrowed.get(Number(/^(40[13])\d{2,3}$/.exec(`${told}`)?.[1]))
    if (reason === undefined) continue
    const word = reason === 'no-credentials' ? firstFound(sentencesIn([place]), reasonFromSentence) : undefined
    const ended = word && /^(?:token|session)-/.test(word) ? word : reason
    return { reason: anonymous(evidence, ended), saw: `"${told}" in an envelope under ${evidence.status}` }
  }
  return undefined
}

function numberOf(value: unknown): number {
  return typeof value === 'number' || (typeof value === 'string' && /^\d{3,6}$/.test(value)) ? Number(value) : 0
}

/** Members that hold words, even one. */
const texts = ['msg', 'message', 'error', 'detail', 'description', 'errmsg', 'errormsg', 'errormessage', 'info']

function byCode(failed: readonly ErrorObject[], evidence: Evidence): PartialFinding | undefined {
  // A code alone may be a record's: it takes a flag, or words beside it.
  const isFailure = failed.some(saysFalse) || (failed.some(tellsFailure) && sentencesIn(failed).length > 0)
  for (const { slug, where, code } of codesIn(failed)) {
    const said =
      reasonFromSlug(slug, evidence.role) ?? reasonFromSlug(longSlugOf(code), evidence.role) ?? bare.get(slug)
    const reason = said && anonymous(evidence, said)
    // Without a failure only what was submitted can be refused; and a flag that asks for a second factor is a success.
    if (reason === undefined || (!isFailure && !/^(?:wrong|account)-/.test(reason))) continue
    if (evidence.role === 'sign-in' && reason === 'step-up' && where.endsWith(code)) continue
    return { reason, saw: `a failure with ${where} "${slug}" under ${evidence.status}` }
  }
  return undefined
}

function bySentence(failed: readonly ErrorObject[], evidence: Evidence): PartialFinding | undefined {
  // On a third party's route its own convention reads the words.
  if (evidence.role === 'integration' || !failed.some((place) => tellsFailure(place) || hasFailureCode(place))) {
    return undefined
  }
  const said = firstFound(
    sentencesIn(failed),
    (text) => (evidence.role === 'sign-in' ? signInTopic(text) : undefined) ?? reasonFromSentence(text, evidence.role),
  )
  if (said === undefined || said === 'invalid-request') return undefined
  const reason = anonymous(evidence, said)
  const certainty = said === 'permission' ? 'guess' : 'likely'
  return reason && { reason, certainty, saw: `a failure in words under ${evidence.status}` }
}

/** What the reason is for whoever sent this. */
function anonymous(evidence: Evidence, said: Reason): Reason | undefined {
  const { role, sent } = evidence
  if (said !== 'no-credentials' && said !== 'token-invalid') return reasonForRole(said, evidence)
  if (role === 'sign-in') return 'wrong-credentials'
  if (role === 'renewal') return 'renewal-rejected'
  return sent.scheme === 'bearer' ? 'token-invalid' : said
}
