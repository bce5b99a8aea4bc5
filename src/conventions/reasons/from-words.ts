import type { Evidence, Reason } from '../../verdict/index.js'
import { classesOf, type WordClass } from './lexicon.js'

/** What the words must stand for: each group, one of several apart by `|`, none after `!`; and the role it counts for. */
type MeaningRow = readonly [reason: Reason | 'nothing', classes: string, role?: Evidence['role']]

const bad = 'invalid|failed|notfound|denied|unauthorized|revoked|expired'

/** The first row that fits counts: the more telling first. `nothing`: words of two subjects, of which either may be meant. */
// prettier-ignore
const rows: readonly MeaningRow[] = [
  ['csrf', 'csrf'],
  ['mfa-enrolment-required', 'mfa enrol'],
  ['step-up', 'mfa missing'],
  ['wrong-credentials', 'mfa invalid|failed|expired'],
  ['account-locked', 'locked user|login|name|again'],
  ['account-disabled', 'banned user'],
  ['account-locked', 'attempts insufficient|login|failed|locked|again'],
  ['account-disabled', 'disabled user|login|name|password'],
  ['account-disabled', 'unverified user|name|login'],
  ['account-disabled', 'password expired'],
  ['rate-limited', 'rate'],
  ['policy', 'network denied|locked|invalid|insufficient|unauthorized !token'],
  ['policy', 'plan denied|missing|expired|insufficient|invalid|disabled|notfound !token'],
  ['nothing', 'plan|network'],
  ['step-up', 'recent missing|expired'],
  ['step-up', 'session refresh missing'],
  ['renewal-rejected', `refresh ${bad}`],
  ['insufficient-scope', 'scope insufficient|missing|invalid|denied|unauthorized|notfound'],
  ['token-invalid', 'token expired invalid|missing'],
  ['token-expired', 'token expired'],
  ['token-revoked', 'token revoked'],
  ['no-credentials', 'token missing'],
  ['token-invalid', 'token invalid|failed|denied|unauthorized|signature'],
  ['no-credentials', 'token notfound'],
  ['token-expired', 'signature expired'],
  ['session-expired', 'session expired'],
  ['token-revoked', 'session revoked'],
  ['session-expired', 'session invalid|notfound|failed|missing|denied|unauthorized'],
  ['session-expired', 'login|auth|credential expired'],
  ['wrong-credentials', 'stranger', 'sign-in'],
  ['invalid-request', 'password|name missing', 'sign-in'],
  ['wrong-credentials', 'credential invalid', 'sign-in'],
  ['no-credentials', 'credential missing invalid'],
  ['wrong-credentials', 'password|credential invalid|failed|notfound|denied'],
  ['wrong-credentials', 'name|user invalid|notfound', 'sign-in'],
  ['no-credentials', 'password name|user missing'],
  ['no-credentials', 'anonymous'],
  ['no-credentials', 'login|auth|authz|credential missing'],
  ['wrong-credentials', 'login|auth|authz failed|invalid|unauthorized', 'sign-in'],
  ['wrong-credentials', 'grant invalid', 'sign-in'],
  ['wrong-credentials', 'login failed|invalid'],
  ['permission', 'permission denied|insufficient|missing|unauthorized'],
]

interface CompiledRow {
  readonly reason: Reason | 'nothing'
  readonly role: Evidence['role'] | undefined
  readonly groups: readonly (readonly string[])[]
  readonly never: readonly string[]
}

const compiled: readonly CompiledRow[] = /* @__PURE__ */ (() =>
  rows.map(([reason, classes, role]) => {
    const groups = classes.split(' ')
    return {
      reason,
      role,
      groups: groups.filter((group) => !group.startsWith('!')).map((group) => group.split('|')),
      never: groups.filter((group) => group.startsWith('!')).map((group) => group.slice(1)),
    }
  }))()

/** What words say, and how telling it is: the lower the rank, the more. */
export interface WordReading {
  readonly rank: number
  readonly reason?: Reason
}

/** Reads words; undefined where one of them is not known, or names a third party. Known words may say nothing. */
export function readWords(words: readonly string[], role?: Evidence['role']): WordReading | undefined {
  const classes: ReadonlySet<string> | undefined = classesOf(words)
  if (classes === undefined || foreign.some((name) => classes.has(name))) return undefined
  const rank = compiled.findIndex(
    (row) =>
      (row.role === undefined || row.role === role) &&
      row.groups.every((group) => group.some((name) => classes.has(name))) &&
      !row.never.some((name) => classes.has(name)),
  )
  const reason = compiled[rank]?.reason
  return reason === undefined || reason === 'nothing' ? { rank: compiled.length } : { rank, reason }
}

const foreign: readonly WordClass[] = ['thirdParty', 'repair']
