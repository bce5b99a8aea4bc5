import { type AuthState, describe, type Verdict, type Words } from 'why401'

/** This app's own sentences, where the library's would not do; `verdict.message` has the server's. */
const words: Words = {
  'no-credentials': { title: 'You are not signed in.' },
  'session-expired': { title: 'Your session has expired.' },
  'token-expired': { title: 'Your access has expired.' },
  'token-revoked': { title: 'Your access was revoked.' },
  'step-up': { title: 'This needs your password once more.' },
  'wrong-credentials': { title: 'The user name or the password is wrong.' },
  'account-locked': {
    title: ({ retryAfter }) =>
      `This account is locked.${retryAfter === undefined ? '' : ` Try again in ${minutes(retryAfter)}.`}`,
  },
  'insufficient-scope': { title: 'You lack a permission for this.' },
  permission: { title: 'You lack a permission for this.' },
  csrf: { title: 'This form was out of date.' },
  'key-missing': { title: 'No key is stored yet.' },
  'key-invalid': { title: 'The stored key was refused.' },
  'key-expired': { title: 'The stored key has expired.' },
  'key-revoked': { title: 'The stored key was revoked.' },
  'key-insufficient': { title: 'The stored key may not do this.' },
}

/** A verdict in one sentence for the user. */
export function sentenceOf(verdict: Verdict): string {
  const { title } = describe(verdict, words)
  return title.endsWith('.') ? title : `${title}.`
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
