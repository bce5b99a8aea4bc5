// Response (+ Request) becomes evidence, and evidence a verdict.
// Floor 3: the only place that reads a body.
// May import: challenge, verdict.
export { bareUrl, baseUrl } from './base-url.js'
export { MAX_BODY_BYTES, MAX_BODY_MS, readBody } from './body.js'
export { classifyResponse, type ClassifyOptions, judgeEvidence } from './classify.js'
export { isResponse } from './is-response.js'
export { hasSuccess, knownOutcome, type Outcome, outcomeOf } from './outcome.js'
export { type ExchangeContext, readEvidence, type RequestLike, schemeOf } from './read-evidence.js'
export { vetUrl } from './vet-url.js'
export { secretsOf } from './secrets.js'
