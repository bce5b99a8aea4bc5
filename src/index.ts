// Text becomes challenges, a response becomes evidence, evidence becomes a verdict with reasons, and only a session acts on it.
// The package's front door: re-exports, with the standard conventions bound in.
// May import: every floor but the client and framework adapters.
export { type Auth, verdictOf } from './fetch/index.js'
export { type RequestLike } from './response/index.js'
export {
  type HandlerContext,
  AuthError,
  type AuthOptions,
  type AuthEvents,
  type AuthEventType,
  type AuthState,
  createTokens,
  isAuthError,
  type ListenOptions,
  loginRedirect,
  type LoginRedirectOptions,
  type RefreshContext,
  type RefreshResult,
  type RenewHandler,
  type RenewResult,
  type RequestSummary,
  type ResumedEvent,
  returnPath,
  type Route,
  type Status,
  type Store,
  type TokenAnswer,
  type Tokens,
  type TokensOptions,
  type VerdictEvent,
} from './session/index.js'
export {
  type Because,
  type Certainty,
  type Convention,
  type CredentialsRejected,
  describe,
  type Description,
  explain,
  type Forbidden,
  type Kind,
  type None,
  type Reason,
  type Reauthenticate,
  type Remedy,
  type Role,
  type ThirdPartyKeyInvalid,
  type Verdict,
  type VerdictJson,
  type Words,
} from './verdict/index.js'
export { classify, type ClassifyContext } from './classify.js'
export { createAuth } from './create-auth.js'
