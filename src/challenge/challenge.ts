import type { Issue } from './issue.js'
import type { Parameter } from './parameter.js'

/**
 * One `auth-scheme` with its parameters (RFC 9110 §11.3).
 *
 * @example
 * const [challenge] = parseChallenges('Basic realm="staff", charset="UTF-8"').challenges
 * challenge?.get('Realm') // 'staff'
 */
export interface Challenge extends Iterable<readonly [name: string, value: string]> {
  /** In lower case: `'bearer'`. */
  readonly scheme: Lowercase<string>
  readonly token68: string | undefined
  /** In order, duplicates kept. */
  readonly parameters: readonly Parameter[]
  /** What makes this challenge doubtful: a security-sensitive reader refuses it unless this is empty. */
  readonly issues: readonly Issue[]
  /** The first value under a name, in any letter case. */
  get(name: string): string | undefined
  /** All values under a name, in order. */
  getAll(name: string): string[]
  toJSON(): { scheme: Lowercase<string>; token68?: string | undefined; parameters: [name: string, value: string][] }
}

const NONE: readonly never[] = /* @__PURE__ */ Object.freeze([])

/** A list that grows from a shared empty one. The first item makes an array of one: a `push` would make room for 17. */
export function append<T>(list: readonly T[], item: T): readonly T[] {
  if (!list.length) return [item]
  ;(list as T[]).push(item)
  return list
}

/** A challenge while the parser reads it. */
export class ChallengeBuilder implements Challenge {
  token68: string | undefined = undefined
  parameters: readonly Parameter[] = NONE
  issues: readonly Issue[] = NONE
  readonly scheme: Lowercase<string>

  constructor(scheme: string) {
    this.scheme = scheme as Lowercase<string>
  }

  get(name: string): string | undefined {
    return this.getAll(name)[0]
  }

  getAll(name: string): string[] {
    const wanted = name.toLowerCase()
    return this.parameters.filter((parameter) => parameter.name === wanted).map(({ value }) => value)
  }

  toJSON(): ReturnType<Challenge['toJSON']> {
    const { scheme, token68 } = this
    return { scheme, token68, parameters: [...this] }
  }

  [Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    return this.parameters.map(({ name, value }): [string, string] => [name, value]).values()
  }
}
