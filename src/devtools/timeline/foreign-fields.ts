/** The members of an object that another tab, or a convention, wrote. */
export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** The last moment that a `Date` can hold, ms; counts and statuses are less. */
const LAST_MS = 8.64e15

/** A time, a count or a status. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LAST_MS
}

/** The member of `words` that a value is, if it is one. */
export function oneOf<T extends string>(words: readonly T[], value: unknown): T | undefined {
  return words.find((word) => word === value)
}
