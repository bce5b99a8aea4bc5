/** What a quoted-string says: without the backslashes of its quoted-pairs. By hand, as `replace` takes 0.5 µs to begin. */
export function unescape(value: string): string {
  let result = ''
  for (let at = 0; at < value.length; at++) {
    if (value[at] === '\\' && at + 1 < value.length) at++
    result += value[at]
  }
  return result
}
