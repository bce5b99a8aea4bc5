import type { AuthState, Reason, Verdict } from 'why401'

/** This app's sentence for each reason; `verdict.message` has the server's. */
const sentences: { readonly [R in Reason]?: string } = {
  'no-credentials': 'You are not signed in.',
  'session-expired': 'Your session has expired.',
  'token-expired': 'Your access has expired.',
  'token-invalid': 'Your access is no longer valid.',
  'token-revoked': 'Your access was revoked.',
  'renewal-rejected': 'Your access could not be renewed.',
  'step-up': 'This needs your password once more.',
  'login-redirect': 'You are not signed in.',
  'login-page': 'You are not signed in.',
  'wrong-credentials': 'The user name or the password is wrong.',
  'malformed-credentials': 'The server could not read the user name or the password.',
  'account-locked': 'This account is locked.',
  'account-disabled': 'This account is disabled. Ask your administrator.',
  'insufficient-scope': 'You lack a permission for this.',
  permission: 'You lack a permission for this.',
  csrf: 'This form was out of date.',
  policy: 'This is not allowed from where you are.',
  'key-missing': 'No key is stored yet.',
  'key-invalid': 'The stored key was refused.',
  'key-expired': 'The stored key has expired.',
  'key-revoked': 'The stored key was revoked.',
  'key-insufficient': 'The stored key may not do this.',
  'rate-limited': 'That was too often. Wait a little.',
  'not-found': 'There is no such thing.',
  'proxy-authentication': 'A proxy wants you to sign in to it.',
}

/** A verdict in one sentence for the user. */
export function sentenceOf(verdict: Verdict): string {
  const sentence = sentences[verdict.reason] ?? 'The server said no.'
  if (verdict.kind === 'credentials-rejected' && verdict.retryAfter !== undefined) {
    return `${sentence} Try again in ${minutes(verdict.retryAfter)}.`
  }
  return sentence
}

/** The missing scope or permission, when the server names it. */
export function missingIn(verdict: Verdict): string | undefined {
  return 'scope' in verdict && verdict.scope !== undefined ? `Missing scope: ${verdict.scope}` : verdict.message
}

function minutes(seconds: number): string {
  const count = Math.ceil(seconds / 60)
  return count === 1 ? 'a minute' : `${count} minutes`
}

/** The words for each status of the session. */
export const statusWords: { readonly [S in Exclude<AuthState['status'], 'unknown'>]: string } = {
  'signed-in': 'signed in',
  renewing: 'renewing …',
  'signing-in': 'signing in …',
  'signed-out': 'signed out',
}
