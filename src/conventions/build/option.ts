/** What an option must be, in words and as a test. An option is optional where its test accepts `undefined`. */
export type OptionRule = readonly [expected: string, test: (value: unknown) => boolean]

/**
 * Checks the options of a public function.
 *
 * @throws TypeError that names the first wrong option
 */
export function checkOptions(owner: string, options: object, rules: Readonly<Record<string, OptionRule>>): void {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(rules, name)) throw new TypeError(`${owner}: unknown option \`${name}\``)
  }
  for (const [name, [expected, test]] of Object.entries(rules)) {
    if (!test(Reflect.get(options, name))) throw new TypeError(`${owner}: \`${name}\` must be ${expected}`)
  }
}

/** Makes the test of an option that may be left out. */
export function optional(test: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === undefined || test(value)
}

export function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}

/** Whether a value is a string that is not empty. */
export function isWord(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
