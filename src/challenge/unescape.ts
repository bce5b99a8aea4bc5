/** Removes the backslashes of quoted-pairs (RFC 9110 §5.6.4). A loop: `replace` takes 0.5 µs before it starts. */
export function unescape(value: string): string {
  let result = ''
  for (let at = 0; at < value.length; at++) {
    if (value[at] === '\\' && at + 1 < value.length) at++
    result += value[at]
  }
  return result
}
