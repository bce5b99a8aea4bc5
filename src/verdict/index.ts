// Evidence becomes a verdict with reasons.
// Floor 1: pure, compiles without DOM and node types.
// May import: challenge.
export { type Branch, branchesOf } from './branches.js'
export { certainties, classifyEvidence } from './classify.js'
export { applyProbe as decide, canProbeDecide as isOpen } from './decide.js'
export { type Body, type Evidence, type Role, roles, type Sent } from './evidence.js'
export { describe, type Description, type ReasonWords, type VerdictWith, type Word, type Words } from './describe.js'
export { explain } from './explain.js'
export { type Convention, finding, type Finding, type Ground } from './finding.js'
export { messageOf } from './message.js'
export { redact } from './redact.js'
export { redactUrl } from './redact-url.js'
export { createRedactor, type Redactor } from './redactor.js'
export { isReason, kinds, meaningOf, reasons, remedies } from './remedy.js'
export { retryAfter } from './retry-after.js'
export type {
  Because,
  Certainty,
  CredentialsRejected,
  Forbidden,
  Kind,
  None,
  Reason,
  Reauthenticate,
  Remedy,
  ThirdPartyKeyInvalid,
  Verdict,
} from './verdict.js'
export { amendVerdict, type VerdictJson, verdictToJson } from './verdict-json.js'
