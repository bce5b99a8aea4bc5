/** What a value must be, in words and as a test, and what its elements must be where it is a list. */
export type Expected = readonly [
  what: string,
  fits: (value: unknown, owner: object) => boolean,
  element?: readonly [what: string, fits: (value: unknown) => boolean],
]

/** @throws TypeError that names the option */
export function assertOption(right: boolean, option: string, what: string, caller = 'createAuth'): asserts right {
  if (!right) throw new TypeError(`${caller}: \`${option}\` must be ${what}`)
}

/** @throws TypeError that names the option */
export function assertKnownOptions(value: object, known: object, prefix = '', caller = 'createAuth'): void {
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(known, name)) throw new TypeError(`${caller}: unknown option \`${prefix}${name}\``)
  }
}

/** `required` is the one member that must be there. @throws TypeError that names the option */
export function assertMembers(
  owner: object,
  expected: Readonly<Record<string, Expected>>,
  prefix: string,
  required: string | undefined,
): void {
  assertKnownOptions(owner, expected, prefix)
  for (const [name, [what, fits, element]] of Object.entries(expected)) {
    const value: unknown = Reflect.get(owner, name)
    if (value === undefined && name !== required) continue
    assertOption(fits(value, owner), prefix + name, what)
    if (!element || !Array.isArray(value)) continue
    const [each, isRight] = element
    value.forEach((part, index) => assertOption(isRight(part), `${prefix}${name}[${index}]`, each))
  }
}

/** Tests the type of a value. */
export function isA(type: 'boolean' | 'function' | 'string'): (value: unknown) => boolean {
  return (value) => typeof value === type
}

/** Tests a text. */
export function isLike(pattern: RegExp): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && pattern.test(value)
}
