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
  /** Data without a name, such as the base64 of Negotiate; `undefined` if there is none. */
  readonly token68: string | undefined
  /** In order, duplicates kept. */
  readonly parameters: readonly Parameter[]
  /** What makes this challenge doubtful. Before you follow a URL from it, check that this is empty. */
  readonly issues: readonly Issue[]
  /** The first value under a name, in any letter case. */
  get(name: string): string | undefined
  /** All values under a name, in order. */
  getAll(name: string): string[]
  /** Plain data without issues and offsets. */
  toJSON(): { scheme: Lowercase<string>; token68?: string | undefined; parameters: [name: string, value: string][] }
}

/** Among how many parameters a duplicate is looked for, so that time stays linear. */
const COMPARED = 256

/** A challenge while the parser reads it. Its lists are made when needed: a hostile field can hold 100,000 challenges. */
export class ChallengeBuilder implements Challenge {
  readonly scheme: Lowercase<string>
  token68: string | undefined = undefined
  ownParameters: Parameter[] | undefined = undefined
  ownIssues: Issue[] | undefined = undefined

  constructor(scheme: Lowercase<string>) {
    this.scheme = scheme
  }

  get parameters(): readonly Parameter[] {
    return (this.ownParameters ??= [])
  }

  get issues(): Issue[] {
    return (this.ownIssues ??= [])
  }

  has(name: string): boolean | undefined {
    const { ownParameters } = this
    return ownParameters && ownParameters.length < COMPARED && ownParameters.some((known) => known.name === name)
  }

  add(parameter: Parameter): void {
    // The first parameter comes as a list of one: a list that grows by `push` makes room for 17.
    if (this.ownParameters) this.ownParameters.push(parameter)
    else this.ownParameters = [parameter]
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
