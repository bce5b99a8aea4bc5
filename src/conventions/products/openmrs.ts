import { type Convention, type Evidence, type Reason, redact } from '../../verdict/index.js'
import { checkOptions, isWord, optional } from '../build/option.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { decodeApostrophes } from '../body/html-text.js'
import { reasonWhenSignedOut } from '../reasons/signed-out.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

/** Options of `openmrs()`. */
export interface OpenmrsOptions {
  /** The scheme of the challenge that stands for a session cookie. Default: `OpenMRS-Cookie`. */
  readonly scheme?: string
}

/** The fixed sentences of the REST module, the statuses under which they count, and what they mean. */
const sentences: readonly (readonly [words: RegExp, statuses: readonly number[], reason: Reason])[] = [
  [/\bSession timed out\b/, [401, 403], 'session-expired'],
  [/\bUser is logged in but doesn't have the relevant privilege/, [403], 'permission'],
  [/\bUser is not logged in\b/, [401, 403], 'no-credentials'],
  [/\bInvalid credentials provided\b/, [400], 'malformed-credentials'],
  [/\bIP address '[^']{1,60}' is not authorized/, [403], 'policy'],
]

/**
 * OpenMRS: the challenges of RESTWS-859, the fixed sentences of the REST module, and `{"authenticated": false}` of the
 * session endpoint. By RESTWS-859 a `Basic` challenge means that the user may try again; its absence means that the
 * password was wrong.
 *
 * @throws TypeError that names the option
 * @example
 * classify(response, { conventions: [openmrs()] }) // 401, WWW-Authenticate: OpenMRS-Cookie, Basic
 */
export function openmrs(options: OpenmrsOptions = {}): Convention {
  checkOptions('openmrs', options, { scheme: ['the name of a scheme', optional(isWord)] })
  return openmrsWith(options.scheme)
}

/** `openmrs()` for the standard list: it checks no options, so that a bundler leaves the check out. */
export function standardOpenmrs(): Convention {
  return openmrsWith()
}

function openmrsWith(scheme = 'OpenMRS-Cookie'): Convention {
  const cookieScheme = scheme.toLowerCase()
  return createConvention(
    'openmrs',
    (evidence) => byChallenge(evidence, cookieScheme) ?? bySentence(evidence) ?? bySession(evidence),
    'OpenMRS REST module',
  )
}

function byChallenge(evidence: Evidence, cookieScheme: string): PartialFinding | undefined {
  const { status, challenges } = evidence
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
      ? [decodeApostrophes(body.text)]
      : sentencesIn(errorObjectsIn(body.value))
  for (const text of texts) {
    for (const [words, statuses, reason] of sentences) {
      const said = statuses.includes(status) && words.exec(text)?.[0]
      if (!said) continue
      return {
        reason: reason === 'no-credentials' ? reasonWhenSignedOut(evidence) : reason,
        rule: `openmrs/${reason}`,
        saw: `"${redact(said)}"`,
        message: body.format === 'json' ? text : undefined,
      }
    }
  }
  return undefined
}

function bySession(evidence: Evidence): PartialFinding | undefined {
  const { body, status, role } = evidence
  if (status !== 200 || !isSession(body.value, role === 'resource')) return undefined
  return {
    reason: reasonWhenSignedOut(evidence),
    certainty: 'certain',
    rule: 'openmrs/session',
    saw: '"authenticated": false',
  }
}

const members = /^(?:authenticated|sessionId|locale|allowedLocales|user|currentProvider|sessionLocation)$/

/**
 * On a resource route other members tell that the body is a record and no session. On a probe or a sign-in they do not
 * matter.
 */
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
