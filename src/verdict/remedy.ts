import type { Kind, Meaning, Reason, Remedy } from './verdict.js'

/** The member of `Meaning` that a reason belongs to. */
export type MeaningOf<R extends string, M = Meaning> = M extends { readonly reason: infer Q }
  ? R extends Q
    ? M
    : never
  : never

/** A member of the union, as far as a table of reasons has to know it. */
interface Reasoned {
  readonly kind: string
  readonly reason: string
  readonly remedy: string
}

type Row<M> = M extends Reasoned ? { readonly kind: M['kind']; readonly remedy: M['remedy'] } : never

/** Kind and remedy of each reason; a reason without a row, or with a row of another kind, does not compile. */
export type ReasonTable<M extends Reasoned = Meaning> = {
  readonly [R in M['reason']]: Row<MeaningOf<R, M>>
}

// prettier-ignore
const meanings: ReasonTable = {
  'no-credentials': { kind: 'reauthenticate', remedy: 'sign-in' },
  'session-expired': { kind: 'reauthenticate', remedy: 'sign-in' },
  'token-revoked': { kind: 'reauthenticate', remedy: 'sign-in' },
  'login-redirect': { kind: 'reauthenticate', remedy: 'sign-in' },
  'login-page': { kind: 'reauthenticate', remedy: 'sign-in' },
  'renewal-rejected': { kind: 'reauthenticate', remedy: 'sign-in' },
  'token-expired': { kind: 'reauthenticate', remedy: 'renew' },
  'token-invalid': { kind: 'reauthenticate', remedy: 'renew' },
  'stale-nonce': { kind: 'reauthenticate', remedy: 'renew' },
  'step-up': { kind: 'reauthenticate', remedy: 'step-up' },
  'wrong-credentials': { kind: 'credentials-rejected', remedy: 'fix-credentials' },
  'malformed-credentials': { kind: 'credentials-rejected', remedy: 'fix-credentials' },
  'account-locked': { kind: 'credentials-rejected', remedy: 'wait' },
  'account-disabled': { kind: 'credentials-rejected', remedy: 'contact-admin' },
  'client-rejected': { kind: 'credentials-rejected', remedy: 'contact-admin' },
  'insufficient-scope': { kind: 'forbidden', remedy: 'request-scope' },
  permission: { kind: 'forbidden', remedy: 'request-access' },
  csrf: { kind: 'forbidden', remedy: 'refresh-csrf' },
  policy: { kind: 'forbidden', remedy: 'contact-admin' },
  'mfa-enrolment-required': { kind: 'forbidden', remedy: 'contact-admin' },
  'key-invalid': { kind: 'third-party-key-invalid', remedy: 'replace-key' },
  'key-expired': { kind: 'third-party-key-invalid', remedy: 'replace-key' },
  'key-revoked': { kind: 'third-party-key-invalid', remedy: 'reconnect' },
  'key-missing': { kind: 'third-party-key-invalid', remedy: 'reconnect' },
  'key-insufficient': { kind: 'third-party-key-invalid', remedy: 'grant-scope' },
  ok: { kind: 'none', remedy: 'none' },
  'rate-limited': { kind: 'none', remedy: 'none' },
  'proxy-authentication': { kind: 'none', remedy: 'none' },
  'captive-portal': { kind: 'none', remedy: 'none' },
  'not-found': { kind: 'none', remedy: 'none' },
  'invalid-request': { kind: 'none', remedy: 'none' },
  'server-error': { kind: 'none', remedy: 'none' },
  unrelated: { kind: 'none', remedy: 'none' },
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}

/** All kinds. */
export const kinds: readonly Kind[] = /* @__PURE__ */ (() =>
  distinct(Object.values(meanings).map(({ kind }) => kind)))()

/** All remedies. */
export const remedies: readonly Remedy[] = /* @__PURE__ */ (() =>
  distinct(Object.values(meanings).map(({ remedy }) => remedy)))()

/** All reasons, by kind. */
export const reasons: readonly Reason[] = /* @__PURE__ */ (() => Object.keys(meanings).filter(isReason))()

/**
 * Kind and remedy of a reason.
 *
 * @example
 * meaningOf('token-expired').remedy // 'renew'
 */
export function meaningOf<R extends Reason>(reason: R): ReasonTable[R] {
  return meanings[reason]
}

/**
 * Whether a word from the wire is one of the reasons; safe for `__proto__` and the like.
 *
 * @example
 * isReason('token-expired') // true
 */
export function isReason(word: unknown): word is Reason {
  return typeof word === 'string' && Object.hasOwn(meanings, word)
}
