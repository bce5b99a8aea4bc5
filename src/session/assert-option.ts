/** @throws TypeError that names the option */
export function assertOption(right: boolean, option: string, what: string): asserts right {
  if (!right) throw new TypeError(`createAuth: \`${option}\` must be ${what}`)
}

/** @throws TypeError that names the option */
export function assertKnownOptions(value: object, known: object, prefix = ''): void {
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(known, name)) throw new TypeError(`createAuth: unknown option \`${prefix}${name}\``)
  }
}
