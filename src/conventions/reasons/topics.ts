import type { Reason } from '../../verdict/index.js'

/** What a sentence is about: a reason, the words that it must hold, and words that it must not hold. */
type Topic = readonly [reason: Reason, words: RegExp, never?: RegExp]

const factor =
  /\b(?:two|multi|second|2)[ -]?(?:factor|step)|\b(?:mfa|2fa|totp|otp)\b|\b(?:verification|security|authenticator|one[ -]time) (?:code|pass(?:word|code)|pin)\b|\bauthenticator\b/i

/** What asks for a second factor to be set up. */
// prettier-ignore
const enrolment =
  /\b(?:enroll?|set ?up|configure|register|enable)\b.{0,40}\b(?:(?:two|multi|second|2)[ -]?factor|(?:mfa|2fa|totp|authenticator)\b)|\b(?:mfa|2fa) (?:enroll?ment|setup)|\b(?:factor|mfa|2fa)\b.{0,40}\b(?:be(?:en)?|not) (?:enabled|set ?up|configured|enroll?ed)/i

/** Why a sign-in failed, where the server says more than that it did. The first that fits counts. */
// prettier-ignore
const atSignIn: readonly Topic[] = [
  ['mfa-enrolment-required', enrolment],
  ['wrong-credentials', /\b(?:invalid|incorrect|wrong|expired|bad|mismatch|not match|not valid|failed)\b/i, /\b(?:lock|block|attempts)/i],
  ['step-up', factor],
  ['account-locked', /\b(?:locked|lock(?:ed)?[ -]?out|blocked|banned|temporarily (?:disabled|suspended|unavailable)|too many\b.{0,40}\b(?:attempts?|tries|times|logins?|failures|sign[ -]?ins?)|max(?:imum)?\b.{0,30}\battempts?|attempts? (?:limit )?(?:exceeded|reached)|try again (?:in|after) (?:\d|a few|an?|some)|(?:failed|login) attempts)\b/i, /\bnot (?:b?locked|banned)\b|\bthird[- ]party\b|\bpopup/i],
  ['account-disabled', /\b(?:disabled|deactivated|suspended|inactive|deleted|archived|un(?:verified|confirmed|activated|approved)|not (?:yet )?(?:been )?(?:active|activated|enabled|verified|confirmed|approved|validated|fully set ?up)|n['’]t (?:been )?(?:active|activated|enabled|verified|confirmed|approved)|(?:verify|confirm|activate|validate) your|(?:awaiting|pending) (?:\w+ )?(?:approval|activation|verification|confirmation|review)|password (?:has |is )?expired|expired password|(?:account|membership) (?:has |is )?(?:expired|closed)|(?:change|reset|update) your password)\b/i, /\bforgot/i],
]

/** What a sentence at a sign-in endpoint says of the sign-in. */
export function signInTopic(text: string): Reason | undefined {
  const hasFactor = factor.test(text)
  return atSignIn.find(
    ([reason, words, never]) =>
      (reason !== 'wrong-credentials' || hasFactor) && words.test(text) && never?.test(text) !== true,
  )?.[0]
}

/** Whether a sentence asks for a second factor. */
export function asksForFactor(text: string): boolean {
  return (
    factor.test(text) &&
    /\b(?:required?s?|must|needs?|enter|specify|provide|complete|missing)\b/i.test(text) &&
    !/\b(?:invalid|incorrect|wrong|expired)\b/i.test(text) &&
    !enrolment.test(text)
  )
}

/** Seconds until another try, as the words tell them. */
export function secondsIn(text: string): number | undefined {
  const [, amount = '', unit = ''] = /\b(\d{1,6}) ?(s|sec|second|m|min|minute|h|hour|d|day)s?\b/i.exec(text) ?? []
  if (amount === '') return undefined
  const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 }
  return Number(amount) * (seconds[unit.charAt(0).toLowerCase()] ?? 1)
}

const refusal =
  'not (?:allowed|available|supported|permitted|included|eligible|enabled|whitelisted|in|on|accessible|authori[sz]ed)|denied|blocked|restricted|unsupported|forbidden|banned|disallowed|prohibited|locked|unavailable'

/** Refusals that no login and no other key would change: a plan, a licence, a place, an address, a limit, a clock. */
// prettier-ignore
const policies: readonly Topic[] = [
  ['rate-limited', /\brate[ -]?limit(?:s|ing)?\b.{0,30}\b(?:exceed\w*|reached|hit)\b|\bexceeded\b.{0,30}\brate[ -]?limit|\brate[ -]?limited\b|\b(?:too many requests|(?:was|been|is) throttled|flood (?:detected|control|wait)|slow down)\b/i],
  ['rate-limited', /\b(?:daily|monthly|hourly|weekly|usage|requests?|query|api|user)\b.{0,12}\blimit\b.{0,20}\b(?:exceed\w*|reached|hit)\b/i],
  ['rate-limited', /\b(?:quota|budget|credits?|balance|funds|spend(?:ing)?|usage|allowance)\b.{0,60}\b(?:exceed\w*|insufficient|exhausted|reached|depleted|used up|too low|run out|ran out|limit)\b|\b(?:exceed\w*|insufficient|exhausted|reached|out of|not enough|no remaining)\b.{0,40}\b(?:quota|budget|credits?|balance|funds|usage limit|spending limit|(?:month|dai)ly (?:limit|maximum))\b/i],
  ['invalid-request', /\b(?:clock|time)[ -]?(?:skew|drift)|\b(?:request )?time ?stamp\b.{0,60}\b(?:outside|expired|too|invalid|window|range|ahead|behind|old|future)\b|\brequest time\b.{0,60}\btoo large\b|\bclock\b.{0,40}\b(?:sync|skew|wrong|ahead|behind)|\bsignature (?:expired|not yet current): |\btoo far in the (?:past|future)\b/i],
  ['policy', new RegExp(`\\b(?:country|countries|region|territory|territories|geo\\w*|jurisdiction|your location)\\b.{0,60}\\b(?:${refusal})\\b|\\b(?:${refusal})\\b.{0,40}\\b(?:countr(?:y|ies)|region|territory|territories|jurisdiction|location)\\b`, 'i')],
  ['policy', new RegExp(`\\bIP(?:[ -]?address(?:es)?)?\\b.{0,60}\\b(?:${refusal})\\b|\\b(?:${refusal})\\b.{0,30}\\bIP\\b|\\b(?:allow|white|black|block|deny)[ -]?list(?:ed)?\\b`, 'i')],
  ['policy', /\b(?:plan|licen[cs]ed?|subscription|tier|premium|enterprise|paid|trial|edition|add-?on|billing|paywall|subscribers?|members? only)\b.{0,80}\b(?:require[sd]?|need(?:s|ed)?|upgrade|does(?: not|n['’]t)|do(?: not|n['’]t)|lacks?|not|expired|ended|over|only|inactive|cancell?ed|exceeded|available|missing|no)\b|\b(?:upgrade|subscribe|requires?|needs?|not (?:included|available|part|supported)|no active|only available|expired|missing|without|lacks?)\b.{0,60}\b(?:plan|licen[cs]e|subscription|tier|premium|enterprise|paid|trial|edition)\b|\bonly for \w+ (?:users|customers)\b/i, /\b(?:tokens?|jwt|session)\b/i],
  ['policy', /\bmodel\b.{0,60}\b(?:not (?:allowed|available|enabled)|no access|do(?:es)? not have access)\b|\b(?:not allowed|(?:not have|no) access)\b.{0,40}\bmodel\b/i],
  ['policy', /\b(?:outside (?:of )?(?:business|working|office|allowed) hours|maintenance mode|read[- ]only mode|terms (?:of (?:service|use)|and conditions)|accept (?:the|our) terms|age (?:restricted|verification)|security policy|conditional access|device (?:is )?not (?:compliant|trusted|managed))\b/i],
]

/** What a refusal is about that concerns neither the login nor a key. */
export function policyTopic(text: string): Reason | undefined {
  return policies.find(([, words, never]) => words.test(text) && never?.test(text) !== true)?.[0]
}
