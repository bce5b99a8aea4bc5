import { ChallengeBuilder, type Challenge } from './challenge.js'
import type { FieldInput } from './input.js'
import type { Issue } from './issue.js'
import type { Parameter } from './parameter.js'
import { parseField } from './parser.js'

/**
 * The challenges of one field, in order.
 */
export interface ParsedChallenges {
  readonly challenges: readonly Challenge[]
  /** Empty when the input follows the grammar. */
  readonly issues: readonly Issue[]
}

/**
 * The parameters of `Authentication-Info` (RFC 9110 §11.6.3).
 */
export interface AuthenticationInfo {
  /** In order, duplicates kept. */
  readonly parameters: readonly Parameter[]
  /** Empty when the input follows the grammar. */
  readonly issues: readonly Issue[]
}

/**
 * Reads the challenges of `WWW-Authenticate` or `Proxy-Authenticate` (RFC 9110 §11.6.1), up to 2,097,152 code units. From
 * headers it reads the former. Throws a `TypeError` for an `input` of another type.
 *
 * @example
 * const { challenges, issues } = parseChallenges('Negotiate, Bearer realm="api", error="invalid_token"')
 * challenges[1]?.get('error') // 'invalid_token'
 * issues.length // 0
 */
export function parseChallenges(input: FieldInput): ParsedChallenges {
  return parseField(input, 'www-authenticate')
}

/**
 * Reads the parameters of `Authentication-Info` or `Proxy-Authentication-Info` (RFC 9110 §11.6.3), up to 2,097,152 code
 * units. From headers it reads the former. Throws a `TypeError` for an `input` of another type.
 *
 * @example
 * parseAuthenticationInfo('nextnonce="n", qop=auth').parameters[1]?.value // 'auth'
 */
export function parseAuthenticationInfo(input: FieldInput): AuthenticationInfo {
  const info = new ChallengeBuilder('')
  const { issues } = parseField(input, 'authentication-info', info)
  return { parameters: info.parameters, issues }
}
