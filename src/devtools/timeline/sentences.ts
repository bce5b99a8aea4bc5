import type { Kind, Reason } from '../../verdict/index.js'

/** What happened, in a sentence for a developer; the code stands after it. */
export const sentences: { readonly [R in Reason]: string } = {
  'no-credentials': 'Nobody was signed in',
  'session-expired': 'The session has ended',
  'token-expired': 'The token has expired',
  'token-invalid': 'The token was not accepted',
  'token-revoked': 'The token was revoked',
  'step-up': 'A stronger or fresh sign-in is wanted',
  'stale-nonce': 'The server wants a new nonce',
  'login-redirect': 'A redirect to a login came for data',
  'login-page': 'A login page came for data',
  'renewal-rejected': 'The renewal was refused',
  'wrong-credentials': 'What was typed is wrong',
  'malformed-credentials': 'What was typed could not be read',
  'account-locked': 'The account is locked',
  'account-disabled': 'The account is switched off',
  'client-rejected': 'The app itself was refused',
  'insufficient-scope': 'The token lacks a scope',
  permission: 'The user may not do this',
  csrf: 'The CSRF token was not accepted',
  policy: 'A rule of the service forbids it',
  'mfa-enrolment-required': 'A second factor has to be set up first',
  'key-invalid': 'The third party refused the stored key',
  'key-expired': 'The stored key has expired',
  'key-revoked': 'The stored key was revoked',
  'key-missing': 'No key is stored',
  'key-insufficient': 'The stored key may not do this',
  ok: 'Nothing was refused',
  'rate-limited': 'Too many requests',
  'proxy-authentication': 'A proxy wants a sign-in',
  'captive-portal': 'The network wants a sign-in',
  'not-found': 'There is no such thing, or it is hidden',
  'invalid-request': 'The request was wrong',
  'server-error': 'The server failed',
  unrelated: 'It is not about the login',
}

/** What each kind means, for a panel that has nothing to show yet. */
export const kindSentences: readonly (readonly [kind: Exclude<Kind, 'none'>, sentence: string])[] = [
  ['reauthenticate', 'the login is missing, over or not enough; a renewal or a sign-in can help'],
  ['credentials-rejected', 'what the user has just typed is wrong'],
  ['forbidden', 'the server knows the user, and says no'],
  ['third-party-key-invalid', 'a third party refused the key stored for it; the user stays signed in'],
]
