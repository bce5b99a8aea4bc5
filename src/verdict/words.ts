import type { ReasonWords } from './describe.js'
import type { Reason, Reauthenticate, ThirdPartyKeyInvalid, Verdict } from './verdict.js'

const signIn = 'Sign in'

/** The English texts. A guess is worded as one: the text claims nothing of the user that the server may not have meant. */
export const words: { readonly [R in Reason]: ReasonWords<R> } = {
  'no-credentials': {
    title: 'Please sign in',
    detail: 'You need to be signed in to do this.',
    action: signIn,
  },
  'session-expired': {
    title: 'You have been signed out',
    detail: 'For your safety a sign-in ends after a while. Sign in again to go on.',
    action: signIn,
  },
  'token-expired': {
    title: 'Your sign-in has run out',
    detail:
      'For your safety a sign-in is valid for a limited time only. Sign in again if this does not go away by itself.',
    action: signIn,
  },
  'token-invalid': {
    title: 'Your sign-in was not accepted',
    detail: 'Sign in again if this does not go away by itself.',
    action: signIn,
  },
  'token-revoked': {
    title: 'You have been signed out',
    detail: 'Your sign-in was ended, for example on another device or after a new password. Sign in again to go on.',
    action: signIn,
  },
  'step-up': {
    title: 'Please confirm that it is you',
    detail: stepUpDetail,
    action: 'Confirm',
  },
  'stale-nonce': {
    title: 'Just a moment',
    detail: 'The connection has to be secured once more. This happens by itself; try again if it does not.',
    action: 'Try again',
  },
  'login-redirect': {
    title: 'Please sign in',
    detail: 'The server sent us to a sign-in page instead of an answer. You are probably signed out.',
    action: signIn,
  },
  'login-page': {
    title: 'Please sign in',
    detail: 'The server sent a sign-in page instead of an answer. You are probably signed out.',
    action: signIn,
  },
  'renewal-rejected': {
    title: 'You have been signed out',
    detail: 'We could not keep you signed in. Sign in again to go on.',
    action: signIn,
  },
  'wrong-credentials': {
    title: (verdict) => (verdict.certainty === 'guess' ? 'That did not work' : 'The sign-in was not accepted'),
    detail: (verdict) =>
      verdict.certainty === 'guess'
        ? 'The server did not accept it. Check what you entered, then try again.'
        : 'What you entered is wrong, for example the name, the password or the code. Check it, then try again.',
    action: 'Try again',
  },
  'malformed-credentials': {
    title: 'Something you entered cannot be read',
    detail: 'The sign-in was refused because a part of it is missing or has the wrong form. Check what you entered.',
    action: 'Try again',
  },
  'account-locked': {
    title: 'Your account is locked for now',
    detail: (verdict) =>
      quoting(
        verdict,
        `You cannot sign in at the moment, for example after too many attempts. ${later(verdict.retryAfter)}`,
      ),
    action: '',
  },
  'account-disabled': {
    title: 'Your account cannot be used',
    detail: (verdict) =>
      quoting(verdict, 'It is switched off, or not switched on yet. Ask the people who run this service.'),
    action: '',
  },
  'client-rejected': {
    title: 'This app was refused',
    detail: 'The app itself was refused, not you. The people who run this service must repair that.',
    action: '',
  },
  'insufficient-scope': {
    title: 'This needs more permissions',
    detail: 'You are signed in, but the app was not given permission for this. You can allow it more.',
    action: 'Give permission',
  },
  permission: {
    title: (verdict) =>
      verdict.certainty === 'guess' ? 'You may not have access to this' : 'You have no access to this',
    detail: (verdict) =>
      quoting(
        verdict,
        verdict.certainty === 'guess'
          ? 'The server refused it and did not say why. If you think that you should have access, ask for it.'
          : 'Signing in again will not help. If you think that you should have access, ask for it.',
      ),
    action: 'Ask for access',
  },
  csrf: {
    title: 'Please load this page again',
    detail:
      'A safety check failed, often because a page was open for a long time. Load it again, then repeat what you did.',
    action: 'Load again',
  },
  policy: {
    title: 'This is not allowed here',
    detail: (verdict) =>
      quoting(verdict, 'A rule of this service forbids it, for example for your network, device, region or plan.'),
    action: '',
  },
  'mfa-enrolment-required': {
    title: 'Please set up a second way to confirm that it is you',
    detail: (verdict) =>
      quoting(verdict, 'This service asks for it, for example with an app on your phone, before you can do this.'),
    action: '',
  },
  'key-invalid': {
    title: (verdict) => `${nameOf(verdict)} does not accept the stored key`,
    detail: (verdict) => leavesSignIn(verdict, `Store a new key for ${nameOf(verdict, 'it')} to go on.`),
    action: 'Store a new key',
  },
  'key-expired': {
    title: (verdict) => `The key for ${nameOf(verdict, 'a connected service')} has run out`,
    detail: (verdict) => leavesSignIn(verdict, `Store a new key for ${nameOf(verdict, 'it')} to go on.`),
    action: 'Store a new key',
  },
  'key-revoked': {
    title: (verdict) => `${nameOf(verdict)} is no longer connected`,
    detail: (verdict) => leavesSignIn(verdict, 'The connection was ended there. Connect it again to go on.'),
    action: 'Connect again',
  },
  'key-missing': {
    title: (verdict) => `${nameOf(verdict)} is not connected`,
    detail: (verdict) => leavesSignIn(verdict, 'There is no key for it yet, or it was lost. Connect it to go on.'),
    action: 'Connect',
  },
  'key-insufficient': {
    title: (verdict) => `${nameOf(verdict)} does not allow this`,
    detail: (verdict) =>
      leavesSignIn(verdict, 'The connection was not given permission for this. Allow it more there.'),
    action: 'Change permissions',
  },
  ok: {
    title: 'Done',
    detail: 'The server answered without a refusal.',
    action: '',
  },
  'rate-limited': {
    title: 'Too many requests',
    detail: 'The server asks for a pause. Wait a moment, then try again.',
    action: 'Try again',
  },
  'proxy-authentication': {
    title: 'Your network asks for a sign-in',
    detail:
      'A device between you and the internet wants to know who you are. Sign in there, or ask whoever runs the network.',
    action: '',
  },
  'captive-portal': {
    title: 'Your network asks for a sign-in',
    detail: 'The network that you use, for example of a hotel, wants you to sign in or to agree to its terms first.',
    action: '',
  },
  'not-found': {
    title: 'This could not be found',
    detail: 'It does not exist, was removed, or you may not see it.',
    action: '',
  },
  'invalid-request': {
    title: 'This could not be done',
    detail: (verdict) => quoting(verdict, 'Something in what was sent is missing or wrong. Check it and try again.'),
    action: '',
  },
  'server-error': {
    title: 'Something went wrong on our side',
    detail: 'It is not your fault, and it has nothing to do with your sign-in. Try again in a while.',
    action: 'Try again',
  },
  unrelated: {
    title: 'That did not work',
    detail: 'It has nothing to do with your sign-in or your permissions. Try again in a while.',
    action: 'Try again',
  },
}

function stepUpDetail({ stepUp }: Reauthenticate): string {
  const age = stepUp?.maxAge
  if (age !== undefined && age > 0) {
    return `For this, you must have signed in within the last ${duration(age)}. Sign in once more to go on.`
  }
  return 'This needs a stronger or a fresh sign-in, for example with a code from your phone. You are not signed out.'
}

/** The service as a subject at the beginning of a title. */
function nameOf({ integration }: ThirdPartyKeyInvalid, otherwise = 'A connected service'): string {
  return integration ?? otherwise
}

/** The user need not fear for the own sign-in; only a guess leaves that open. */
function leavesSignIn({ certainty }: Verdict, help: string): string {
  return certainty === 'guess'
    ? `It looks so, though the server did not say it clearly. ${help}`
    : `${help} This does not touch your sign-in here.`
}

/**
 * Adds the server's own sentence, marked as such: only our own backend's, and only where the server alone knows the
 * particulars. It is foreign text, of at most 200 characters and without secrets.
 */
function quoting({ message }: Verdict, text: string): string {
  return message === undefined || statusPhrase.test(message) ? text : `${text} The server says: “${message}”`
}

// What servers send when they have nothing to say.
const statusPhrase =
  /^(?:error:? )?(?:\d{3}\b|(?:bad request|(?:page )?not found|access denied|permission denied|internal server error|unprocessable (?:entity|content))[.!]?$)/i

function later(seconds: number | undefined): string {
  return seconds === undefined || seconds === 0 ? 'Wait a while, then try again.' : `Try again in ${duration(seconds)}.`
}

/** Rounded up to what people count in, so that nobody tries too early. */
function duration(seconds: number): string {
  if (seconds < 90) return plural(seconds, 'second')
  if (seconds < 90 * 60) return plural(Math.ceil(seconds / 60), 'minute')
  if (seconds < 36 * 3_600) return plural(Math.ceil(seconds / 3_600), 'hour')
  return plural(Math.ceil(seconds / 86_400), 'day')
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
