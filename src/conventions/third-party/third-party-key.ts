import { type Body, type Certainty, type Convention, type Evidence, redact } from '../../verdict/index.js'
import { type Code, codesIn } from '../body/codes.js'
import { type ErrorObject, errorObjectsIn } from '../body/error-objects.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { failuresIn, hasFailureCode, refusalsIn, tellsFailure } from '../body/envelope.js'
import { failureIn, thirdPartyCode } from './codes.js'
import { isThirdPartyReason, ownerIn, thirdPartyMembers, type ThirdPartyReason } from './members.js'
import { checkThirdPartyKeyOptions, codeReasons, type ThirdPartyKeyOptions } from './options.js'
import { sentencesOf } from '../body/sentences.js'
import { namedInWords, onRouteInWords } from './words.js'

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
  const isGiven = options.codes !== undefined || statuses !== undefined
  const find: Find = isGiven ? (evidence, found) => byOptions(evidence, found, codes, statuses) : byShape
  return conventionOf(
    (evidence, found, places) => (where?.(evidence) === false ? undefined : find(evidence, found, places)),
    typeof integration === 'function' ? integration : () => integration,
  )
}

/** `thirdPartyKey()` for the standard list: it has no options, so that a bundler leaves out what reads and checks them. */
export function standardThirdPartyKey(): Convention {
  return conventionOf(byShape)
}

type Find = (evidence: Evidence, codes: readonly Code[], places: readonly ErrorObject[]) => PartialFinding | undefined

/** Adds to what `find` finds what the body says of the integration. */
function conventionOf(find: Find, fallback?: (evidence: Evidence) => string | undefined): Convention {
  return createConvention('third-party-key', (evidence) => {
    const places = errorObjectsIn(evidence.body.value)
    const notice = find(evidence, codesIn(places), places)
    if (notice === undefined) return undefined
    const members = thirdPartyMembers(places)
    return {
      ...notice,
      ...members,
      integration: members.integration ?? evidence.integration ?? fallback?.(evidence),
      message: sentencesOf(evidence.body)[0],
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
  const { status, role } = evidence
  if (role === 'sign-in' || role === 'renewal' || role === 'probe') return undefined
  const isFailed = status >= 400 || (role === 'integration' && isFailure(places))
  if (!isFailed && (role !== 'integration' || !isWeakFailure(places, evidence.body))) return undefined
  const isOwned = ownerIn(places) !== undefined
  for (const code of codes) {
    const said = thirdPartyCode(code.slug, evidence, isOwned)
    if (said === undefined || (said.plainness === 'any' && !couldBeTheirs(evidence))) continue
    const { plainness, reason } = said
    const isVague = plainness === 'any'
    const told = isVague && reason === 'key-invalid' ? byWords(evidence)?.reason : undefined
    return {
      reason: isThirdPartyReason(told) ? told : reason,
      certainty: isVague || !isFailed ? 'likely' : sureOnRoute(evidence),
      rule: `third-party-key/${plainness}`,
      saw: sawOf(code),
    }
  }
  return byUpstream(places) ?? byWords(evidence) ?? by424(evidence)
}

/** The status that another service answered with, as a number. */
function byUpstream(places: readonly ErrorObject[]): PartialFinding | undefined {
  for (const { get, find } of places) {
    const [inner] = errorObjectsIn(get('upstream'))
    const names = ['upstreamstatus', 'upstreamstatuscode', 'providerstatus', 'remotestatus']
    const status = inner?.get('status') ?? names.map((name) => find?.(name)?.[1]).find((value) => value !== undefined)
    if (status !== 401 && status !== 403) continue
    const reason = status === 401 ? 'key-invalid' : 'key-insufficient'
    return { reason, certainty: 'likely', rule: 'third-party-key/upstream', saw: `upstream status ${status}` }
  }
  return undefined
}

function by424({ status }: Evidence): PartialFinding | undefined {
  if (status !== 424) return undefined
  return { reason: 'key-invalid', certainty: 'guess', rule: 'third-party-key/424', saw: 'status 424', where: 'status' }
}

/** Under a status of success, words and codes are data unless the body says that something failed. */
function isFailure(places: readonly ErrorObject[]): boolean {
  return failuresIn(places).some((place) => tellsFailure(place) || hasFailureCode(place))
}

/** What says less plainly that the call failed; or a short text, which is an answer to the call and no data. */
function isWeakFailure(places: readonly ErrorObject[], { format, text }: Body): boolean {
  return refusalsIn(places).length > 0 || (format === 'text' && text.length <= 300)
}

/** A credential without an owner is the third party's only on its route, and not where our own realm speaks. */
function couldBeTheirs({ role, challenges, ownRealms }: Evidence): boolean {
  return role === 'integration' && !challenges.some((challenge) => ownRealms.includes(challenge.get('realm') ?? ''))
}

/**
 * Words alone are a guess, and only on the third party's route, unless they name another service. A session is ours, but for a
 * status of success: under that our own server does not say on such a route that it is over.
 */
function byWords(evidence: Evidence): PartialFinding | undefined {
  const { body, status, integration = '' } = evidence
  const isRoute = couldBeTheirs(evidence)
  if (status === 429 || body.format === 'html' || (status === 404 && !isRoute)) return undefined
  const codes = isRoute ? codesIn(errorObjectsIn(body.value)).map(({ slug }) => slug.replaceAll('-', ' ')) : []
  for (const sent of [...sentencesOf(body), ...codes]) {
    // A sentence that names the route's third party is not about our own session.
    const text = isRoute && integration.length > 3 ? sent.toLowerCase().replaceAll(integration.toLowerCase(), '') : sent
    const isNamed = text.length < sent.length
    if (text.length > LONGEST || (!isNamed && status >= 400 && /\bsession\b(?! ?key)|\b[cx]srf/i.test(text))) continue
    const found = namedInWords(text) ?? (isRoute ? onRouteInWords(text, evidence) : undefined)
    if (found === undefined) continue
    return {
      ...found,
      ...(isNamed && { certainty: 'likely' }),
      rule: 'third-party-key/words',
      saw: `"${redact(sent)}"`,
    }
  }
  return undefined
}

const LONGEST = 600
