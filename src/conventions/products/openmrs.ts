import { type Convention, type Evidence, type Reason, redact } from '../../verdict/index.js'
import { checkOptions, isWord, optional } from '../build/option.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

/** How an OpenMRS server is set up. */
export interface OpenmrsOptions {
  /** Scheme of the challenge for cookies; default `OpenMRS-Cookie`. */
  readonly scheme?: string
}

/** The module's own sentences: where they stand, under which statuses, and what they mean. */
const sentences: readonly (readonly [words: RegExp, statuses: readonly number[], reason: Reason])[] = [
  [/\bSession timed out\b/, [401, 403], 'session-expired'],
  [/\bUser is logged in but doesn't have the relevant privilege/, [403], 'permission'],
  [/\bUser is not logged in\b/, [401, 403], 'no-credentials'],
  [/\bInvalid credentials provided\b/, [400], 'malformed-credentials'],
  [/\bIP address '[^']{1,60}' is not authorized/, [403], 'policy'],
]

/**
 * OpenMRS: the challenges of RESTWS-859 (a `Basic` challenge present or absent is the whole message, RFC 9110 §11.6.1), the
 * REST module's fixed sentences, and the session endpoint's `{"authenticated": false}`.
 *
 * @throws TypeError that names the option
 * @example
 * classify(response, { conventions: [openmrs()] }) // 401, WWW-Authenticate: OpenMRS-Cookie, Basic
 */
export function openmrs(options: OpenmrsOptions = {}): Convention {
  checkOptions('openmrs', options, { scheme: ['the name of a scheme', optional(isWord)] })
  const cookieScheme = (options.scheme ?? 'OpenMRS-Cookie').toLowerCase()
  return createConvention(
    'openmrs',
    (evidence) => byChallenge(evidence, cookieScheme) ?? bySentence(evidence) ?? bySession(evidence),
    'OpenMRS REST module',
  )
}

function byChallenge(evidence: Evidence, cookieScheme: string): PartialFinding | undefined {
  const { challenges, status } = evidence
  if (status !== 401 || !challenges.some(({ scheme }) => scheme === cookieScheme)) return undefined
  const ground = {
    certainty: 'certain',
    where: `WWW-Authenticate: ${redact(cookieScheme)}`,
    spec: 'RESTWS-859',
    message: sentencesIn(errorObjectsIn(evidence.body.value))[0],
  } as const
  if (!challenges.some(({ scheme }) => scheme === 'basic')) {
    return {
      reason: 'wrong-credentials',
      rule: 'openmrs/basic-withdrawn',
      saw: 'a cookie challenge without Basic',
      ...ground,
    }
  }
  const expired = bySentence(evidence)?.reason === 'session-expired'
  return {
    reason: expired ? 'session-expired' : 'no-credentials',
    rule: 'openmrs/basic-offered',
    saw: 'a cookie challenge that offers Basic too',
    ...ground,
  }
}

function bySentence(evidence: Evidence): PartialFinding | undefined {
  const { body, status } = evidence
  if (status < 400 || body.text === '') return undefined
  const texts =
    body.format === 'html' || body.format === 'text'
      ? [body.text.replace(/&#0?39;|&apos;/g, "'")]
      : sentencesIn(errorObjectsIn(body.value))
  for (const text of texts) {
    for (const [words, statuses, reason] of sentences) {
      const said = statuses.includes(status) && words.exec(text)?.[0]
      if (!said) continue
      return {
        reason: reason === 'no-credentials' ? anonymous(evidence) : reason,
        rule: `openmrs/${reason}`,
        saw: `"${redact(said)}"`,
        message: body.format === 'json' ? text : undefined,
      }
    }
  }
  return undefined
}

function bySession(evidence: Evidence): PartialFinding | undefined {
  const { status, role, body } = evidence
  if (status !== 200 || !isSession(body.value, role === 'resource')) return undefined
  return { reason: anonymous(evidence), certainty: 'certain', rule: 'openmrs/session', saw: '"authenticated": false' }
}

const members = /^(?:authenticated|sessionId|locale|allowedLocales|user|currentProvider|sessionLocation)$/

/** A record that happens to have such a member has others, too; where the role says what is asked for, they do not matter. */
function isSession(value: unknown, strict: boolean): boolean {
  if (
    typeof value !== 'object' ||
    value === null ||
    Array.isArray(value) ||
    errorObjectsIn(value)[0]?.get('authenticated') !== false
  ) {
    return false
  }
  return !strict || Object.keys(value).every((name) => members.test(name))
}

/** Nobody is signed in: wrong, where this request was the one that tried. */
function anonymous({ sent, role }: Evidence): Reason {
  return sent.scheme === 'basic' || role === 'sign-in' ? 'wrong-credentials' : 'no-credentials'
}
