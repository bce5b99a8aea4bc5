import { type Certainty, type Convention, type Evidence, type Reason, redact } from '../../verdict/index.js'
import { type Code, codesIn, longSlugOf } from '../body/codes.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { reasonForRole, reasonFromSlug } from '../reasons/from-slug.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'
import { signInTopic } from '../reasons/topics.js'

/** Reasons that backends name by one word only, whatever happened. */
const vague: ReadonlySet<Reason> = /* @__PURE__ */ new Set<Reason>([
  'no-credentials',
  'wrong-credentials',
  'permission',
  'token-invalid',
  'token-expired',
  'token-revoked',
  'account-disabled',
  'invalid-request',
  'policy',
  'insufficient-scope',
  'renewal-rejected',
])
/** Statuses under which a session or a login is what is meant; under others it may be another session: of a payment, of a chat. */
const aboutLogin: ReadonlySet<number> = /* @__PURE__ */ new Set([401, 403, 419, 422, 440])

/**
 * Typed codes that speak for themselves, in any of the usual places of an error body (RFC 9110 §15.5 asks for an
 * explanation there, and leaves its form open).
 *
 * @example
 * classify(response, { conventions: [typedCodes()] }) // 401 {"error":{"code":"SESSION_EXPIRED"}}
 */
export function typedCodes(): Convention {
  return createConvention('typed-codes', examine)
}

function examine(evidence: Evidence): PartialFinding | undefined {
  if (evidence.status < 400) return undefined
  const places = errorObjectsIn(evidence.body.value)
  // What a problem type says is the problem details convention's to tell.
  const codes = codesIn(places).filter(
    ({ where }) => where !== 'type' || evidence.body.mediaType !== 'application/problem+json',
  )
  for (const code of codes) {
    const said = meaning(code, evidence)
    if (said === undefined) continue
    const words = sentencesIn(places)
    // A code for a second factor is sent as well to whoever has none yet; the words beside it tell.
    const isEnrolment = said === 'step-up' && words.some((text) => signInTopic(text) === 'mfa-enrolment-required')
    const reason = isEnrolment ? 'mfa-enrolment-required' : said
    return {
      reason,
      certainty: isEnrolment ? 'likely' : sureness(reason, evidence),
      saw: `${code.where} "${redact(code.code)}"`,
      message: words[0],
    }
  }
  return undefined
}

/** A token may be another's: a service's that stands behind ours, or one that came by mail to be used once. */
function sureness(reason: Reason, { status, role }: Evidence): Certainty {
  if (reason.startsWith('token-') && status !== 401 && status !== 403) return 'guess'
  if (role === 'renewal' && reason === 'renewal-rejected') return 'certain'
  if (vague.has(reason)) return 'likely'
  return /^(?:session-expired|step-up)$/.test(reason) && !aboutLogin.has(status) ? 'likely' : 'certain'
}

function meaning({ slug, code }: Code, evidence: Evidence): Reason | undefined {
  const { status, role } = evidence
  const reason = reasonFromSlug(slug, role) ?? reasonFromSlug(longSlugOf(code), role)
  // What was not found is what was asked for, mostly.
  if (status === 404 && slug.endsWith('not-found')) return undefined
  // Under 401 the same word is used for a dead token and for no credentials at all, unless a password was sent.
  if (reason === 'wrong-credentials' && role === 'resource' && status === 401) return undefined
  // A limit that 429 tells is told in words of plans as well.
  if (status === 429 && reason === 'policy') return undefined
  // What is out of order has sessions of its own.
  if (status === 503 && reason === 'session-expired') return undefined
  // Nor does a word for any refusal say more than the status that it comes with.
  const isVague = reason === 'permission' && status !== 403 && status !== 404
  if (isVague && !/^(?:insufficient|missing)-/.test(slug)) return undefined
  return reason && reasonForRole(reason, evidence)
}
