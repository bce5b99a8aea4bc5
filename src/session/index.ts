// A verdict becomes an action: events, the one renewal, what is broken.
// Floor 4: the only place that waits.
// May import: challenge, verdict, response.
export { abortable } from './wait-briefly.js'
export { AuthError, authErrorJson, authErrorMessage } from './auth-error.js'
export { isAuthError, verdictOfText } from './is-auth-error.js'
export type { AuthEvents, AuthEventType, ListenOptions, RequestSummary, ResumedEvent, VerdictEvent } from './events.js'
export { isAuthEndpoint } from './refusals/classify-refusal.js'
export { type Latest, latestVerdict, type RefusalKind } from './refusals/latest-verdict.js'
export { loginRedirect, type LoginRedirectOptions, type NavigationPort } from './redirect/login-redirect.js'
export type {
  AuthOptions,
  CredentialContext,
  HandlerContext,
  RenewHandler,
  RenewResult,
  SessionOptions,
} from './options.js'
export { browserPorts } from './browser-ports.js'
export { createEngine, type Engine } from './engine.js'
export type { AttemptSender, EngineContext } from './engine-context.js'
export type { EngineParts, LazyParts, StartEngine } from './loading/loader.js'
export type { ChannelPort, EarlyPorts, Ports, StoragePort } from './ports.js'
export type { SessionSnapshot } from './renewal/renewal-options.js'
export { returnPath } from './redirect/return-path.js'
export type { RouteMatch, Route } from './refusals/routes.js'
export type { Attempt, FetchMode, RequestMemory } from './attempt.js'
export { createSession, type Session, type SessionHost } from './session.js'
export type { AuthState, Status } from './state.js'
export type { Store } from './store.js'
export {
  createTokens,
  type RefreshContext,
  type RefreshResult,
  type TokenAnswer,
  type Tokens,
  type TokensOptions,
} from './tokens/create-tokens.js'
