import { type Certainty, type Reason, type Role, roles } from '../../verdict/index.js'

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9
/** A word that narrows a reason: a status, a role, or another certainty than the usual one. */
type Narrowing = `${2 | 3 | 4 | 5}${Digit}${Digit}` | Role | Certainty

/** What is wrong with a key of a table, as the compiler shows it; `never` where the key is right. */
type KeyError<Key> = Key extends `${infer First} ${infer Rest}`
  ? First extends Reason
    ? NarrowingError<Rest>
    : `no such reason: ${First}`
  : Key extends Reason
    ? never
    : `no such reason: ${Key & string}`

type NarrowingError<Words> = Words extends `${infer First} ${infer Rest}`
  ? First extends Narrowing
    ? NarrowingError<Rest>
    : `no such status, role or certainty: ${First}`
  : Words extends Narrowing
    ? never
    : `no such status, role or certainty: ${Words & string}`

/** The same table; the type of a value whose key is wrong is the error, so that nothing can be assigned to it. */
export type CheckedTable<T> = { readonly [Key in keyof T]: [KeyError<Key>] extends [never] ? T[Key] : KeyError<Key> }

/** A key of a table, read. */
export interface TableKey {
  readonly reason: Reason
  /** The statuses under which the row counts; none stands for any from 400. */
  readonly statuses: readonly number[]
  /** The roles for which the row counts; none stands for any. */
  readonly roles: readonly Role[]
  readonly certainty: Certainty | undefined
}

/** Reads a key that the compiler has checked. */
export function readTableKey(key: string): TableKey {
  const [reason, ...words] = key.split(' ')
  return {
    reason: reason as Reason,
    statuses: words.filter((word) => /^\d/.test(word)).map(Number),
    roles: roles.filter((role) => words.includes(role)),
    certainty: words.find((word): word is Certainty => /^(?:certain|likely|guess)$/.test(word)),
  }
}
