import type { ThirdPartyKeyInvalid, Verdict } from 'why401'
import { sentenceOf } from '../words.ts'

/** Why the app asks for a sign-in, what waits for it, and for how long at most. */
export function askWords(verdict: Verdict): string {
  return `${sentenceOf(verdict)} What you asked for goes on once you have signed in; it waits for 5 minutes at most.`
}

/** Why the app asks for a new key. Nobody who is signed out reads that the login is fine. */
export function reconnectWords(verdict: ThirdPartyKeyInvalid, name: string, isSignedIn: boolean): string {
  return isSignedIn
    ? `${sentenceOf(verdict)} You are still signed in here; ${name} wants a new key.`
    : `${sentenceOf(verdict)} ${name} wants a new key: sign in first, then store it.`
}
