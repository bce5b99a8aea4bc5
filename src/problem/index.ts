// The answers that a backend should give, so that every client knows what is meant.
// Floor 6, off the page: for servers; zod checks what goes out.
// May import: challenge, verdict (types), zod.
export { forbidden, type ForbiddenOptions } from './forbidden.js'
export {
  sessionExpired,
  type SessionOptions,
  signInRequired,
  stepUpRequired,
  type StepUpOptions,
  type TokenOptions,
  tokenRefused,
} from './login.js'
export {
  type JsonSchema,
  openApiComponents,
  type OpenApiComponents,
  thirdPartyKeyInvalidJsonSchema,
} from './open-api.js'
export { openmrsChallenge, type OpenmrsOptions, openmrsRefusal, type RequestHeaders } from './openmrs.js'
export type { ProblemOptions, ProblemResponse } from './problem-response.js'
export { type Problem, problemSchema, type ThirdPartyKeyInvalidProblem, thirdPartyKeyInvalidSchema } from './schema.js'
export { thirdPartyKeyInvalid, type ThirdPartyKeyInvalidOptions } from './third-party-key-invalid.js'
export { wrongCredentials, type WrongCredentialsOptions } from './wrong-credentials.js'
