import { randomBytes } from 'node:crypto'

const hex = (bytes: number): string => randomBytes(bytes).toString('hex')
const digits = (count: number): string =>
  Array.from(randomBytes(count), (byte, at) => (at === 0 ? (byte % 9) + 1 : byte % 10)).join('')
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const pick = (from: string, count: number): string =>
  Array.from(randomBytes(count), (byte) => from[byte % from.length]).join('')
/** Base 62, with a digit near its beginning, as nearly all real ones of that length have. */
const base62 = (count: number): string =>
  `${pick(`${letters}0123456789`, 4)}7${pick(`${letters}0123456789`, count - 5)}`
const upper = (count: number): string => base62(count).toUpperCase()

/** Secrets as services and people make them; new ones at each call. None of these values is anybody's. */
export const secretShapes: Readonly<Record<string, () => string>> = {
  'a JWT': () => `eyJ${base62(20)}.eyJ${base62(30)}.${base62(43)}`,
  // One in 1,500 of such tokens has no digit, and is not told from a long name in mixed case.
  'an opaque token': () => `${randomBytes(31).toString('base64url')}7`,
  'a UUID': () => crypto.randomUUID(),
  '32 hex digits': () => hex(16),
  '16 hex digits': () => hex(8),
  'sk-proj-': () => `sk-proj-${base62(40)}`,
  sk_live_: () => `sk_live_${base62(24)}`,
  ghp_: () => `ghp_${base62(36)}`,
  github_pat_: () => `github_pat_${base62(22)}_${base62(59)}`,
  'xoxb-': () => `xoxb-${digits(12)}-${base62(24)}`,
  AKIA: () => `AKIA${upper(16)}`,
  'an AWS secret': () => `${base62(20)}/${base62(19)}`,
  AIza: () => `AIza${base62(35)}`,
  'ya29.': () => `ya29.${base62(80)}`,
  '1//': () => `1//${base62(60)}`,
  'SG.': () => `SG.${base62(22)}.${base62(43)}`,
  'a bot token with a colon': () => `${digits(10)}:${base62(35)}`,
  'a bot token with dots': () => `${base62(24)}.${base62(6)}.${base62(27)}`,
  SK: () => `SK${hex(16)}`,
  'key-': () => `key-${hex(16)}`,
  'a key with a region': () => `${hex(16)}-us6`,
  'key and letters': () => `key${base62(14)}`,
  'pat.': () => `pat${base62(14)}.${hex(32)}`,
  '16 capitals': () => `${upper(15)}7`,
  '14 hex digits': () => hex(7),
  '8 hex digits': () => hex(4),
  'Basic credentials': () => btoa(`joe:${base62(7)}`),
  'a cookie': () => `sid=s%3A${base62(16)}.${base62(20)}`,
  'short parts with dots': () => [base62(12), base62(12), base62(12)].join('.'),
  'parts with a colon': () => [base62(15), base62(15)].join(':'),
  '24 letters': () => pick(letters.toLowerCase(), 24),
  'a word with digits': () => `hunter${digits(2)}`,
  'a password with symbols': () => `P@ss${base62(5)}!rd$`,
  'a passphrase': () => 'CorrectHorseBatteryStaple',
  'a passphrase with hyphens': () => 'correct-horse-battery-staple',
  'a one-time code': () => digits(6),
  'an e-mail address': () => `joe.${base62(5)}@example.com`,
  'a telephone number': () => `+4915123${digits(5)}`,
  'an account number': () => `DE89 3704 0044 0532 0130 ${digits(2)}`,
  'a social security number': () => `123-45-${digits(4)}`,
  'an authorization code': () => `4/${base62(12)}`,
  'a state': () => `${base62(16)}1`,
  'percent-encoding': () => encodeURIComponent(`p+q/${base62(6)}=${base62(6)}&${base62(6)}`),
  'marks of no width': () => [base62(10), base62(10), base62(10)].join('\u200b'),
}

/** The shapes that a sentence or an identifier may have too: nothing but knowing them tells them apart. */
export const ordinaryShapes: ReadonlySet<string> = new Set([
  '24 letters',
  'a word with digits',
  'a password with symbols',
  'a passphrase',
  'a passphrase with hyphens',
  'a one-time code',
  'an e-mail address',
  // Too short to be told from words for sure.
  '8 hex digits',
  '14 hex digits',
  '16 hex digits',
  'short parts with dots',
  'parts with a colon',
  '16 capitals',
  'key and letters',
  'a state',
  'an authorization code',
  'Basic credentials',
])
