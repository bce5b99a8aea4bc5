import type { Challenge } from '../../challenge/index.js'
import { type Convention, type Evidence, type Reason, redact } from '../../verdict/index.js'
import { meantBy } from './oauth2-error.js'
import { errorObjectsIn, firstText } from '../body/error-objects.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { stepUpOf } from '../reasons/step-up.js'

/** Where the parameters of one error stand: a challenge, or a body. */
interface Source {
  readonly get: (name: string) => string | undefined
  readonly where: string
}

/**
 * OAuth 2.0: `error` parameters of any challenge, each belonging to its own, and token endpoint errors
 * (RFC 6749 §5.2, RFC 6750 §3, RFC 9449 §8, RFC 9470 §3, RFC 9728 §5).
 *
 * @example
 * classify(response, { conventions: [oauth2()] }) // 401, WWW-Authenticate: Bearer error="invalid_token"
 */
export function oauth2(): Convention {
  return createConvention('oauth2', examine)
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { status, sent, challenges } = evidence
  if (status < 400) return undefined
  // What answers the scheme that was sent goes first.
  const answers = challenges.toSorted((a, b) => Number(b.scheme === sent.scheme) - Number(a.scheme === sent.scheme))
  const outermost = errorObjectsIn(evidence.body.value).filter(({ path }) => path === '')
  const sources = [...answers.map(sourceOf), { get: (name: string) => firstText(outermost, [name]), where: 'body' }]
  for (const source of sources) {
    const found = fromError(source, evidence)
    if (found) return found
  }
  return fromBare(answers, evidence)
}

function sourceOf(challenge: Challenge): Source {
  return { get: (name) => challenge.get(name), where: `WWW-Authenticate: ${redact(challenge.scheme)}` }
}

function fromError(source: Source, evidence: Evidence): PartialFinding | undefined {
  const { get, where } = source
  // A challenge that names claims asks for a token that has them, whatever its error is called.
  const claims = where !== 'body' && get('claims') !== undefined
  const error = claims ? 'insufficient_claims' : (get('error') ?? '')
  const description = get('error_description') ?? ''
  const [reason, certainty] = meantBy({ error, description }, evidence) ?? []
  if (reason === undefined) return undefined
  return {
    reason,
    certainty,
    rule: `oauth2/${error}`,
    saw: claims ? 'claims="…"' : `error="${error}"`,
    where,
    spec: specOf(reason),
    message: description,
    ...particulars(reason, source, evidence),
  }
}

function specOf(reason: Reason): string {
  if (reason === 'step-up') return 'RFC 9470 §3'
  if (reason === 'stale-nonce') return 'RFC 9449 §8'
  return /^(?:token|insufficient)-/.test(reason) ? 'RFC 6750 §3.1' : 'RFC 6749 §5.2'
}

function particulars(reason: Reason, { get }: Source, { header }: Evidence): object {
  const [realm, scope] = ['realm', 'scope']
    .map((name) => get(name))
    .map((value) => (value === undefined ? value : redact(value)))
  return {
    realm,
    scope,
    ...(reason === 'stale-nonce' && { nonce: header('dpop-nonce') }),
    ...(reason === 'step-up' && { stepUp: stepUpOf(get) }),
  }
}

/** RFC 6750 §3.1: a challenge without an error answers a request that carried no token, or none that the server looks for. */
function fromBare(challenges: readonly Challenge[], evidence: Evidence): PartialFinding | undefined {
  const { status, role, sent } = evidence
  if (status !== 401 || role === 'sign-in' || role === 'renewal') return undefined
  const own = challenges.find(({ scheme }) => scheme === sent.scheme)
  const challenge = own ?? challenges.find(isToken)
  if (challenge === undefined || !isToken(challenge)) return undefined
  const source = sourceOf(challenge)
  const reason = own ? 'token-invalid' : 'no-credentials'
  return {
    reason,
    // It does not say why what was sent will not do: of a locked account only the body tells.
    certainty: sent.known && sent.scheme === undefined ? 'certain' : 'likely',
    rule: 'oauth2/bare-challenge',
    saw: own ? `a challenge to the ${redact(own.scheme)} token that was sent` : 'a challenge that asks for a token',
    where: source.where,
    spec: 'RFC 6750 §3.1',
    ...particulars(reason, source, evidence),
  }
}

function isToken({ scheme }: Challenge): boolean {
  return scheme === 'bearer' || scheme === 'dpop'
}
