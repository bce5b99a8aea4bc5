// How server families speak: evidence becomes findings, one convention each.
// Floor 2: pure, compiles without DOM and node types; zod lives here.
// May import: challenge, verdict, zod/mini.
import type { Convention } from '../verdict/index.js'
import { oauth2 } from './oauth2.js'
import { openmrs } from './openmrs.js'
import { problemDetails } from './problem-details.js'
import { thirdPartyKey } from './third-party-key.js'
import { typedCodes } from './typed-codes.js'

export type { Convention, Finding, Ground } from '../verdict/index.js'
export { type Code, codesIn } from './code.js'
export { type ConventionOptions, defineConvention, type Remark, type Said } from './convention.js'
export { oauth2 } from './oauth2.js'
export { openmrs, type OpenmrsOptions } from './openmrs.js'
export { type Place, placesIn } from './place.js'
export { problemDetails } from './problem-details.js'
export type { StandardSchema } from './standard-schema.js'
export { thirdPartyKey } from './third-party-key.js'
export type { ThirdPartyReason } from './third-party-members.js'
export type { ThirdPartyKeyOptions } from './third-party-options.js'
export { typedCodes } from './typed-codes.js'

/**
 * The conventions that `classify` uses where it is not told otherwise, the more specific first: of equally sure findings
 * the earlier wins (RFC 9110 §11 comes last, and needs no convention).
 *
 * @example
 * createAuth({ conventions: [thirdPartyKey({ codes: ['E17'] }), ...standard()] })
 */
export function standard(): readonly Convention[] {
  return [problemDetails(), thirdPartyKey(), openmrs(), oauth2(), typedCodes()]
}
