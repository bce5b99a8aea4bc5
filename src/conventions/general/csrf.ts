import { type Convention, type Evidence, redact } from '../../verdict/index.js'
import { codesIn } from '../body/codes.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { visibleText } from '../body/html-text.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

const statuses: ReadonlySet<number> = /* @__PURE__ */ new Set([400, 401, 403, 409, 412, 419, 422, 428])
/** The name of the attack stays in every translation; `EBADCSRFTOKEN` is csurf's. */
const named = /(?<![a-z\d])[cx]srf(?:token)?(?![a-z\d])|cross[ -]site request forgery|\bauthenticity token\b/i
const code = /^e_?bad_?csrf_?token$|^fst_csrf_/i

/**
 * A dead or missing CSRF token, by its name in a code or in the words of an error body, whoever says it (RFC 9110 §15.5.4).
 *
 * @example
 * classify(response, { conventions: [csrf()] }) // 403 ForbiddenError: invalid csrf token
 */
export function csrf(): Convention {
  return createConvention('csrf', examine)
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { body, status, role } = evidence
  if (!statuses.has(status) || role === 'integration') return undefined
  const places = errorObjectsIn(body.value)
  const typed = codesIn(places).find((found) => code.test(found.code))
  if (typed) {
    return {
      reason: 'csrf',
      certainty: 'certain',
      rule: 'csrf/code',
      saw: `${typed.where} "${redact(typed.code)}"`,
      message: sentencesIn(places)[0],
    }
  }
  const text = wordsOf(body).find((sentence) => named.test(sentence)) ?? ''
  // 401 with words about a login is about the login.
  if (status === 401 && /session|login|log in/i.test(text)) return undefined
  const name = named.exec(text)?.[0]
  return name === undefined
    ? byHeader(evidence)
    : {
        reason: 'csrf',
        rule: 'csrf/words',
        saw: `"${redact(name)}"`,
        message: body.format === 'json' ? text : undefined,
      }
}

function wordsOf(body: Evidence['body']): readonly string[] {
  // Forms and frameworks write the name into attributes, scripts and styles of pages that say something else.
  if (body.format === 'html') return [visibleText(body.text)]
  if (body.format === 'text' || isBare(body.value)) return [body.text.slice(0, 2_000)]
  return sentencesIn(errorObjectsIn(body.value))
}

/** Statuses that say that the request lacks something that the same answer may hand out. */
const handingOut: ReadonlySet<number> = /* @__PURE__ */ new Set([400, 403, 409, 412, 419, 428])
/** `Mcp-Session-Id` and the ids of a user's session are no tokens against forgery. */
const token = /(?:csrf|xsrf)(?!.*(?:name|param|header|field))|^x-(?!session-|mcp-|auth-|user-|amz-).*session-id$/

/** A refusal that hands out the token that was missing: to a request that changes something, or in so many words. */
function byHeader({ status, role, method, header, headerNames }: Evidence): PartialFinding | undefined {
  if (!handingOut.has(status) || role === 'sign-in') return undefined
  const where = headerNames?.().find((name) => token.test(name))
  const value = where === undefined ? '' : (header(where) ?? '')
  const isAsked = /^(?:required|fetch|invalid|expired)$/i.test(value)
  const isWanted = method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'
  if (where === undefined || value === '' || !(isAsked || isWanted || status === 409)) return undefined
  return { reason: 'csrf', rule: 'csrf/header', saw: 'a header that hands out a token', where: redact(where) }
}

/** A JSON string, or a list that begins with one (Discourse). */
function isBare(value: unknown): boolean {
  return typeof (Array.isArray(value) ? value[0] : value) === 'string'
}
