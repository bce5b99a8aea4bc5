import type { Verdict } from '../verdict/index.js'
import {
  browserDialog,
  challengeGrammar,
  challengeHidden,
  challengeMissing,
  errorMissing,
  scopeMissing,
  stepUpUnsaid,
} from './rules/challenges.js'
import type { Rule } from './rules/rule.js'
import {
  guessed,
  loginAs403,
  loginAsOtherStatus,
  permissionAs401,
  permissionAsOtherStatus,
  proxyStatus,
  rejectionAsServerError,
  unregisteredStatus,
} from './rules/statuses.js'
import { loginPageForFetch, refusalInSuccess } from './rules/successes.js'
import { integrationUnnamed, relayedRefusal } from './rules/third-party.js'

/** Stable name of a piece of advice. */
export type AdviceCode =
  | 'browser-dialog'
  | 'challenge-grammar'
  | 'challenge-hidden'
  | 'challenge-missing'
  | 'error-missing'
  | 'guessed'
  | 'integration-unnamed'
  | 'login-as-403'
  | 'login-as-other-status'
  | 'login-page-for-fetch'
  | 'permission-as-401'
  | 'permission-as-other-status'
  | 'proxy-status'
  | 'refusal-in-success'
  | 'rejection-as-server-error'
  | 'relayed-refusal'
  | 'scope-missing'
  | 'step-up-unsaid'
  | 'unregistered-status'

/** What a server should send instead, so that any client knows what it means. */
export interface Advice {
  readonly code: AdviceCode
  /** What is wrong, in a few words. */
  readonly title: string
  /** What harm it does, and what to do instead. */
  readonly text: string
  /** Header lines or a whole answer to send; show it as code. */
  readonly fix?: string
  /** The section that says so: `RFC 9110 §15.5.2`. */
  readonly spec: string
}

/** What a verdict does not say about the exchange. */
export interface AdviceContext {
  /** Method of the request: the answer to HEAD has no body. */
  readonly method?: string
  /** Origin of the page that sent the request; without it there is advice on CORS only where the verdict names CORS. */
  readonly pageOrigin?: string
}

/** The gravest first: answers that sign users out of the wrong app, then answers that no page can read. */
const rules: readonly Rule[] = [
  relayedRefusal,
  integrationUnnamed,
  challengeHidden,
  challengeMissing,
  browserDialog,
  permissionAs401,
  loginAs403,
  loginAsOtherStatus,
  loginPageForFetch,
  refusalInSuccess,
  rejectionAsServerError,
  permissionAsOtherStatus,
  proxyStatus,
  unregisteredStatus,
  errorMissing,
  stepUpUnsaid,
  scopeMissing,
  challengeGrammar,
]

/**
 * What the server should change about the answer that a verdict is about, the gravest first; none where it did well.
 *
 * @example
 * for (const { title, text, spec } of adviceFor(await classify(response))) console.log(title, text, spec)
 */
export function adviceFor(verdict: Verdict, context: AdviceContext = {}): readonly Advice[] {
  const advice = rules.map((rule) => rule(verdict, context)).filter((found) => found !== undefined)
  if (advice.length > 0) return advice
  // An answer that is sent as other advice says leaves nothing to guess.
  const last = guessed(verdict, context)
  return last ? [last] : []
}
