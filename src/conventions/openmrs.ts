import { type Convention, type Evidence, finding, type Finding, type Reason, redact } from '../verdict/index.js'
import { checkOptions, isWord, optional } from './option.js'
import { placesIn } from './place.js'
import { messageOf, wordsIn } from './words.js'

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
  return { name: 'openmrs', examine: (evidence) => byChallenge(evidence, cookieScheme) ?? bySentence(evidence) ?? bySession(evidence) }
}

function byChallenge(evidence: Evidence, cookieScheme: string): Finding | undefined {
  const { challenges, status } = evidence
  if (status !== 401 || !challenges.some(({ scheme }) => scheme === cookieScheme)) return undefined
  const again = challenges.some(({ scheme }) => scheme === 'basic')
  const expired = again && bySentence(evidence)?.reason === 'session-expired'
  return finding<Reason>(again ? (expired ? 'session-expired' : 'no-credentials') : 'wrong-credentials', {
    certainty: 'certain',
    rule: again ? 'openmrs/basic-offered' : 'openmrs/basic-withdrawn',
    saw: again ? 'a cookie challenge that offers Basic too' : 'a cookie challenge without Basic',
    where: `WWW-Authenticate: ${redact(cookieScheme)}`,
    spec: 'RESTWS-859',
    ...messageOf(wordsIn(placesIn(evidence.body.value))[0]),
  })
}

function bySentence(evidence: Evidence): Finding | undefined {
  const { body, status } = evidence
  if (status < 400 || body.text === '') return undefined
  const texts = body.format === 'html' || body.format === 'text' ? [body.text.replace(/&#0?39;|&apos;/g, "'")] : wordsIn(placesIn(body.value))
  for (const text of texts) {
    const known = sentences.find(([words, statuses]) => statuses.includes(status) && words.test(text))
    if (known === undefined) continue
    const [words, , reason] = known
    return finding<Reason>(reason === 'no-credentials' && sentBasic(evidence) ? 'wrong-credentials' : reason, {
      certainty: 'likely',
      rule: `openmrs/${reason}`,
      saw: `"${redact(words.exec(text)?.[0] ?? '')}"`,
      where: 'body',
      spec: 'OpenMRS REST module',
      ...(body.format === 'json' && messageOf(text)),
    })
  }
  return undefined
}

function bySession(evidence: Evidence): Finding | undefined {
  const { status, role, body } = evidence
  if (status !== 200 || !isSession(body.value, role === 'resource')) return undefined
  return finding<Reason>(sentBasic(evidence) ? 'wrong-credentials' : 'no-credentials', {
    certainty: 'certain',
    rule: 'openmrs/session',
    saw: '"authenticated": false',
    where: 'body',
    spec: 'OpenMRS REST module',
  })
}

const members = /^(?:authenticated|sessionId|locale|allowedLocales|user|currentProvider|sessionLocation)$/

/** A record that happens to have such a member has others, too; where the role says what is asked for, they do not matter. */
function isSession(value: unknown, strict: boolean): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || placesIn(value)[0]?.get('authenticated') !== false) return false
  return !strict || Object.keys(value).every((name) => members.test(name))
}

/** Whether this request was the one that tried to sign in. */
function sentBasic({ sent, role }: Evidence): boolean {
  return sent.scheme === 'basic' || role === 'sign-in'
}
