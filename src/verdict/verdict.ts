import type { Challenge } from '../challenge/index.js'

/** How sure a finding is: a machine-readable statement, a known framework's fixed text, or the status alone. */
export type Certainty = 'certain' | 'likely' | 'guess'

/** Why a verdict is what it is: one rule that fired, readable and redacted. */
export interface Because {
  /** Stable name of the rule: `oauth2/invalid_token`. */
  readonly rule: string
  /** What was seen: `error="invalid_token"`. */
  readonly saw: string
  /** Where it was seen: `status`, `body`, or a header such as `WWW-Authenticate: bearer`. */
  readonly where: string
  /** The section of a specification that says what it means: `RFC 6750 §3.1`. */
  readonly spec?: string
  /** The kind that this rule alone leads to. */
  readonly kind: Kind
  readonly certainty: Certainty
}

/** The user's login is missing, over or not enough; signing in again can help. */
export interface ReauthenticateMeaning {
  readonly kind: 'reauthenticate'
  readonly reason:
    | 'no-credentials'
    | 'session-expired'
    | 'token-expired'
    | 'token-invalid'
    | 'token-revoked'
    | 'step-up'
    | 'stale-nonce'
    | 'login-redirect'
    | 'login-page'
    | 'renewal-rejected'
  readonly remedy: 'renew' | 'sign-in' | 'step-up'
  /** Where the user signs in, as the server says; only http(s), and nothing follows it without the user. */
  readonly loginUrl?: string
  readonly realm?: string
  /** Scopes to ask for, apart by spaces: those that the server wants and those that the token had (RFC 6750 §3). */
  readonly scope?: string
  /** Where the server describes the resource and who issues tokens for it (RFC 9728 §5.1); nothing follows it by itself. */
  readonly resourceMetadata?: string
  /** What a step-up must reach (RFC 9470 §3); `maxAge` in seconds. */
  readonly stepUp?: { readonly acrValues?: readonly string[]; readonly maxAge?: number; readonly claims?: string }
  /** The nonce to use next (RFC 9449 §8, RFC 7616 §3.3). */
  readonly nonce?: string
}

/** The server refused what the user just entered, or the account behind it. */
export interface CredentialsRejectedMeaning {
  readonly kind: 'credentials-rejected'
  readonly reason:
    | 'wrong-credentials'
    | 'malformed-credentials'
    | 'account-locked'
    | 'account-disabled'
    | 'client-rejected'
  readonly remedy: 'fix-credentials' | 'wait' | 'contact-admin'
  /** Seconds until another try makes sense (RFC 9110 §10.2.3). */
  readonly retryAfter?: number
}

/** The server knows the user and refuses nevertheless; signing in again does not help. */
export interface ForbiddenMeaning {
  readonly kind: 'forbidden'
  readonly reason: 'insufficient-scope' | 'permission' | 'csrf' | 'policy' | 'mfa-enrolment-required'
  readonly remedy: 'request-access' | 'request-scope' | 'refresh-csrf' | 'contact-admin'
  /** Scopes to ask for, apart by spaces: those that the server wants and those that the token had (RFC 6750 §3). */
  readonly scope?: string
  readonly realm?: string
  /** Where the server describes the resource and who issues tokens for it (RFC 9728 §5.1); nothing follows it by itself. */
  readonly resourceMetadata?: string
}

/** The app accepts the user; a third party refused the key that is stored for it. */
export interface ThirdPartyKeyInvalidMeaning {
  readonly kind: 'third-party-key-invalid'
  readonly reason: 'key-invalid' | 'key-expired' | 'key-revoked' | 'key-missing' | 'key-insufficient'
  readonly remedy: 'replace-key' | 'reconnect' | 'grant-scope'
  readonly integration?: string
  /** Where the user can replace the key; on our origin or a host that the app allows, and nothing follows it without the user. */
  readonly manageUrl?: string
  readonly upstream?: { readonly status?: number; readonly code?: string }
}

/** The answer is not about the user's login, permissions or keys. */
export interface NoneMeaning {
  readonly kind: 'none'
  readonly reason:
    | 'ok'
    | 'rate-limited'
    | 'proxy-authentication'
    | 'captive-portal'
    | 'not-found'
    | 'invalid-request'
    | 'server-error'
    | 'unrelated'
  readonly remedy: 'none'
}

/** What a verdict says, of one of the five kinds. */
export type Meaning =
  | ReauthenticateMeaning
  | CredentialsRejectedMeaning
  | ForbiddenMeaning
  | ThirdPartyKeyInvalidMeaning
  | NoneMeaning
/** What a refusal is about. */
export type Kind = Meaning['kind']
/** Why a request was refused, more closely than the kind; `none` has reasons too. */
export type Reason = Meaning['reason']
/** What would fix it. */
export type Remedy = Meaning['remedy']

interface Envelope {
  readonly certainty: Certainty
  /** Status of the response (RFC 9110 §15); 0 where the browser hides it. */
  readonly status: number
  /** Origin and path of the request. */
  readonly url: string
  /** The challenges of `WWW-Authenticate`, as far as the page can read it. */
  readonly challenges: readonly Challenge[]
  /** The rule that won first, then what was also considered. */
  readonly because: readonly Because[]
  /** The server's own words for a person: at most 200 characters, secrets cut out. Foreign text: show it as text only. */
  readonly message?: string
  /** What may be logged: no challenge, nonce, claim or query. A copy by spread has none. */
  readonly toJSON?: () => object
}

/** The user's login is missing, over or not enough; signing in again can help. */
export interface Reauthenticate extends ReauthenticateMeaning, Envelope {}
/** The server refused what the user just entered, or the account behind it. */
export interface CredentialsRejected extends CredentialsRejectedMeaning, Envelope {}
/** The server knows the user and refuses nevertheless; signing in again does not help. */
export interface Forbidden extends ForbiddenMeaning, Envelope {}
/** The app accepts the user; a third party refused the key that is stored for it. */
export interface ThirdPartyKeyInvalid extends ThirdPartyKeyInvalidMeaning, Envelope {}
/** The answer is not about the user's login, permissions or keys. */
export interface None extends NoneMeaning, Envelope {}

/** Why a request was refused and what would fix it; discriminated on `kind`. */
export type Verdict = Reauthenticate | CredentialsRejected | Forbidden | ThirdPartyKeyInvalid | None
