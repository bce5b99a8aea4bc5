/** Names a credential without keeping it: 64 bits of a hash. */
export function fingerprint(credential: string | undefined): string | undefined {
  if (credential === undefined) return undefined
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < credential.length; at += 1) {
    const code = credential.charCodeAt(at)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  return `${high >>> 0} ${low >>> 0}`
}
