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
