/**
 * What `formatChallenges` writes: a `Challenge`, or the same by hand.
 *
 * @example
 * const init: ChallengeInit = { scheme: 'Bearer', parameters: [{ name: 'error', value: 'invalid_token' }] }
 */
export interface ChallengeInit {
  readonly scheme: string
  readonly token68?: string | undefined
  readonly parameters?: readonly { readonly name: string; readonly value: string; readonly quoted?: boolean }[]
}

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/

/** Returns the text, or throws a `TypeError` that says what it is: the scheme, the name of a parameter, or the value under it. */
function fit(what: string, text: string, pattern = TOKEN): string {
  if (!pattern.test(text)) throw new TypeError(`formatChallenges: \`${what}\` must be what RFC 9110 allows`)
  return text
}

/**
 * Writes challenges as one field value (RFC 9110 §11.6.1), quoting every value not marked `quoted: false`; throws a
 * `TypeError` that names what the grammar cannot hold.
 *
 * @example
 * formatChallenges([{ scheme: 'Basic', parameters: [{ name: 'realm', value: 'staff' }] }]) // 'Basic realm="staff"'
 */
export function formatChallenges(list: readonly ChallengeInit[]): string {
  const write = ({ scheme, token68, parameters = [] }: ChallengeInit): string => {
    const pairs = parameters.map(({ name, value, quoted }) => {
      const text = fit(fit('name', name), value, /^[\t -~\x80-\xff]*$/)
      return `${name}=${quoted === false && TOKEN.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`}`
    })
    // A token68 beside parameters is joined with them, so that the pattern rejects it.
    const data = token68 === undefined ? pairs.join(', ') : fit('token68', token68 + pairs.join(), /^[\w.~+/-]+=*$/)
    return `${fit('scheme', scheme)} ${data}`.trim()
  }
  return list.map(write).join(', ')
}
