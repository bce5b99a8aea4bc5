import { type Certainty, type Convention, type Evidence, redact } from '../../verdict/index.js'
import { type Code, codesIn } from '../body/codes.js'
import { type ErrorObject, errorObjectsIn } from '../body/error-objects.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { failureIn, thirdPartyCode } from './codes.js'
import { thirdPartyMembers, type ThirdPartyReason } from './members.js'
import { checkThirdPartyKeyOptions, codeReasons, type ThirdPartyKeyOptions } from './options.js'
import { sentencesIn } from '../body/sentences.js'

/**
 * A third party refused the key stored for it: by the codes and statuses of the app's own backend, or without `codes` and
 * `statuses` by the shapes that backends commonly use, under any status (RFC 9110 §15.5 has none for it).
 *
 * @throws TypeError that names the option
 * @example
 * const conventions = [thirdPartyKey({ codes: ['MAIL_KEY_DEAD'], integration: 'mail' }), ...standard()]
 */
export function thirdPartyKey(options: ThirdPartyKeyOptions = {}): Convention {
  checkThirdPartyKeyOptions(options)
  const { statuses, integration, where } = options
  const codes = codeReasons(options.codes)
  const given = options.codes !== undefined || statuses !== undefined
  return createConvention('third-party-key', (evidence) => {
    if (where?.(evidence) === false) return undefined
    const places = errorObjectsIn(evidence.body.value)
    const notice = given
      ? byOptions(evidence, codesIn(places), codes, statuses)
      : byShape(evidence, codesIn(places), places)
    if (notice === undefined) return undefined
    const members = thirdPartyMembers(places)
    const fallback = typeof integration === 'function' ? integration(evidence) : integration
    return {
      ...notice,
      ...members,
      integration: members.integration ?? evidence.integration ?? fallback,
      message: sentencesIn(places)[0],
    }
  })
}

function byOptions(
  evidence: Evidence,
  codes: readonly Code[],
  given: ReadonlyMap<string, ThirdPartyReason | undefined>,
  statuses: readonly number[] | undefined,
): PartialFinding | undefined {
  const { status } = evidence
  if (statuses === undefined ? given.size === 0 : !statuses.includes(status)) return undefined
  const rule = 'third-party-key/option'
  if (given.size === 0) {
    return { reason: 'key-invalid', certainty: sureOnRoute(evidence), rule, saw: `status ${status}`, where: 'status' }
  }
  const code = codes.find(({ code: sent }) => given.has(sent.toLowerCase()))
  if (code === undefined) return undefined
  const reason = given.get(code.code.toLowerCase()) ?? failureIn(code.slug) ?? 'key-invalid'
  return { reason, certainty: 'certain', rule, saw: sawOf(code) }
}

function sureOnRoute({ role }: Evidence): Certainty {
  return role === 'integration' ? 'certain' : 'likely'
}

function sawOf({ code, where }: Code): string {
  return `${where} "${redact(code)}"`
}

function byShape(
  evidence: Evidence,
  codes: readonly Code[],
  places: readonly ErrorObject[],
): PartialFinding | undefined {
  const { role, status } = evidence
  if (role === 'sign-in' || role === 'renewal' || role === 'probe') return undefined
  if (status < 400 && (role !== 'integration' || !places.some(tellsFailure))) return undefined
  for (const code of codes) {
    const said = thirdPartyCode(code.slug, status)
    if (said === undefined || (said.plainness === 'any' && !couldBeTheirs(evidence))) continue
    const certainty = said.plainness === 'any' ? 'likely' : sureOnRoute(evidence)
    return { reason: said.reason, certainty, rule: `third-party-key/${said.plainness}`, saw: sawOf(code) }
  }
  if (status === 424) {
    return {
      reason: 'key-invalid',
      certainty: 'guess',
      rule: 'third-party-key/424',
      saw: 'status 424',
      where: 'status',
    }
  }
  return byWords(evidence, places)
}

/** Under a status of success, words and codes are data unless the body says that something failed. */
function tellsFailure({ get }: ErrorObject): boolean {
  const status = get('status')
  if (
    get('ok') === false ||
    get('success') === false ||
    (typeof status === 'string' && /^(?:error|fail(?:ed|ure)?|rejected)$/i.test(status))
  ) {
    return true
  }
  return ['error', 'errors', 'error_code', 'errorCode'].some((name) => Boolean(get(name)))
}

/** A credential without an owner is the third party's only on its route, and not where our own realm speaks. */
function couldBeTheirs({ role, challenges, ownRealms }: Evidence): boolean {
  return role === 'integration' && !challenges.some((challenge) => ownRealms.includes(challenge.get('realm') ?? ''))
}

const refused =
  /\b(?:api[ -]?key|(?:access |api )?token|credentials?|authori[sz]ation|authentication)\b[^.]{0,60}\b(?:invalid|incorrect|expired|revoked|rejected|refused|failed|wrong)\b|\b(?:invalid|incorrect|expired|revoked|rejected|wrong|bad)\b[^.]{0,30}\b(?:api[ -]?key|token|credentials?)\b/i

/** Words alone are a guess, and only on the third party's route. */
function byWords(evidence: Evidence, places: readonly ErrorObject[]): PartialFinding | undefined {
  if (!couldBeTheirs(evidence) || evidence.status === 429) return undefined
  const text = sentencesIn(places).find((words) => refused.test(words))
  return text === undefined || /\b(?:session|csrf)\b/i.test(text)
    ? undefined
    : { reason: 'key-invalid', certainty: 'guess', rule: 'third-party-key/words', saw: 'words about a refused key' }
}
