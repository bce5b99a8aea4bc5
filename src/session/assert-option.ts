/**
 * What a value must be: in words, and as a test, or a pattern of its type and, for a text, of what it says. Then the same for the
 * elements of a list.
 */
export type Expected = readonly [what: string, fits: Fits, eachWhat?: string, eachFits?: Fits]

type Fits = RegExp | ((value: unknown, owner: object) => boolean)

/** @throws TypeError that names the option */
export function assertOption(right: boolean, option: string, what: string, caller = 'createAuth'): asserts right {
  if (!right) throw new TypeError(`${caller}: \`${option}\` must be ${what}`)
}

/** `required` is the one member that must be there. @throws TypeError that names the option */
export function assertMembers(
  owner: object,
  expected: Readonly<Record<string, Expected>>,
  required?: string,
  prefix = '',
  caller = 'createAuth',
): void {
  for (const name of Object.keys(owner)) {
    if (!Object.hasOwn(expected, name)) throw new TypeError(`${caller}: unknown option \`${prefix}${name}\``)
  }
  for (const [name, [what, fits, eachWhat, eachFits]] of Object.entries(expected)) {
    const value: unknown = Reflect.get(owner, name)
    if (value === undefined && name !== required) continue
    assertOption(isFit(value, fits, owner), prefix + name, what, caller)
    if (!eachFits || !Array.isArray(value)) continue
    value.forEach((part, index) =>
      assertOption(isFit(part, eachFits, owner), `${prefix}${name}[${index}]`, `${eachWhat}`, caller),
    )
  }
}

function isFit(value: unknown, fits: Fits, owner: object): boolean {
  if (!(fits instanceof RegExp)) return fits(value, owner)
  return fits.test(typeof value === 'string' ? `string ${value}` : typeof value)
}

/** Whether an object has methods of these names. */
export function hasMethods(value: unknown, ...names: readonly string[]): boolean {
  return names.every((name) => typeof Reflect.get(Object(value), name) === 'function')
}
