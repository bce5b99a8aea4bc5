import { type Certainty, type Convention, type Evidence, type Reason, redact } from '../../verdict/index.js'
import { sentencesOf } from '../body/sentences.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { reasonFromSentence } from '../reasons/from-sentence.js'
import { reasonForRole } from '../reasons/from-slug.js'
import { isSignInAddress } from '../reasons/sign-in-address.js'
import { asksForFactor, policyTopic, secondsIn, signInTopic } from '../reasons/topics.js'

const LONGEST = 400

/**
 * Short sentences of an error body that say why, whoever wrote them: a session or a token that is dead, a login that is wanted,
 * a password that was wrong, an account that is locked, a plan or a place that has no right to it (RFC 9110 §15.5 asks for an
 * explanation, and leaves its words open).
 *
 * @example
 * classify(response, { conventions: [plainWords()] }) // 403 {"message":"Your session has expired. Please log in again."}
 */
export function plainWords(): Convention {
  return createConvention('plain-words', examine)
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { body, status, role } = evidence
  if (status < 400 || role === 'integration') return undefined
  for (const text of sentencesOf(body)) {
    // A page's title alone says what the site or the status is called.
    if (text.length > LONGEST || (body.format === 'html' && !isHeadline.test(text))) continue
    const found = isSignIn(evidence) && status <= 500 ? atSignIn(text, evidence) : undefined
    const reading = found ?? anywhere(text, evidence)
    // A limit that 429 tells is told in words of plans as well.
    if (reading && (status !== 429 || reading.reason !== 'policy')) {
      return { ...reading, ...(body.format !== 'html' && { message: text }) }
    }
  }
  return undefined
}

const isHeadline =
  /\b(?:expired|timed out|locked|suspended|disabled|must|need|please|not (?:logged|signed|authenticated)|certificate)\b/i

/** A form that signs a user in, also where the app gave it no role. */
function isSignIn({ role, sent, method, url }: Evidence): boolean {
  return role === 'sign-in' || (role === 'resource' && method === 'POST' && !sent.scheme && isSignInAddress(url, url))
}

function atSignIn(text: string, { role }: Evidence): PartialFinding | undefined {
  const said = signInTopic(text) ?? reasonFromSentence(text, 'sign-in')
  // Without the role only what speaks of the user's own credentials counts.
  if (said === undefined || (role !== 'sign-in' && !/^(?:wrong|account)-/.test(said))) return undefined
  // A sign-in may be refused because of another's token or for want of a right; what that means is not said here.
  if (/^(?:token-|no-credentials|permission|csrf)/.test(said)) return undefined
  const certainty = said === 'invalid-request' ? 'guess' : 'likely'
  return { ...note(said, text, certainty), ...(said === 'account-locked' && waitIn(text)) }
}

function waitIn(text: string): { readonly retryAfter?: number } {
  const seconds = secondsIn(text)
  return seconds === undefined ? {} : { retryAfter: seconds }
}

function note(reason: Reason, text: string, certainty: Certainty = 'likely'): PartialFinding {
  return { reason, certainty, saw: `"${redact(text)}"` }
}

/** Statuses under which a limit or a plan is told; under others the same words are about the request. */
const refusals: ReadonlySet<number> = /* @__PURE__ */ new Set([401, 402, 403, 451])

function anywhere(text: string, evidence: Evidence): PartialFinding | undefined {
  const { status, role } = evidence
  if (role === 'sign-in') return undefined
  const said = reasonFromSentence(text, role)
  const read = said === undefined ? undefined : knownUser(reasonForRole(said, evidence), evidence)
  if (read && isAbout(read, text, evidence)) return note(read, text, certaintyOf(read, evidence))
  if ((status === 401 || status === 403) && role === 'resource' && asksForFactor(text)) return note('step-up', text)
  const topic = refusals.has(status) && role === 'resource' ? policyTopic(text) : undefined
  // A refused payment is the request's matter, unless the words name a plan.
  return topic && note(topic, text)
}

/** Outside a sign-in nothing was submitted: the server knows the user, and refuses that account. */
function knownUser(reason: Reason | undefined, { status, sent }: Evidence): Reason | undefined {
  return reason === 'account-disabled' && status === 403 && sent.scheme !== 'basic' ? 'policy' : reason
}

/** Whether these words mean it under this status, and for what was sent. */
function isAbout(reason: Reason, text: string, { status, role, sent }: Evidence): boolean {
  if (role === 'renewal') return true
  // What was not found is what was asked for, mostly.
  if (status === 404 && /\bnot found\b|\bno such\b/i.test(text)) return false
  if (reason === 'permission') return status !== 401 && status !== 403
  if (reason === 'csrf') return false
  if (reason === 'wrong-credentials') return isPassword.test(text) && !isToken(sent.scheme)
  if (reason.startsWith('token-') && status !== 401 && status !== 403) return isToken(sent.scheme)
  // The status says so already, and what was sent says more than words for everybody.
  return reason !== 'no-credentials' || (status !== 401 && sent.scheme !== 'basic')
}

const isPassword = /passw|user ?name|e-?mail|\blogin\b/i

function isToken(scheme: string | undefined): boolean {
  return scheme !== undefined && scheme !== 'basic' && scheme !== 'digest'
}

function certaintyOf(reason: Reason, { status }: Evidence): Certainty {
  return reason.startsWith('token-') && status > 403 ? 'guess' : 'likely'
}
