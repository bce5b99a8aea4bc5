import * as DPoP from 'dpop'

// No script can read the private key, this page's own included; it lives as long as the page.
const keys = await DPoP.generateKeyPair('ES256')

let nonce: string | undefined

/** The server asks for another nonce from time to time (RFC 9449 §8). */
export function useNonce(next: string | undefined): void {
  nonce = next
}

/** A proof for one request: its sender holds the key that the token is bound to (RFC 9449 §4). */
export function proofFor(method: string, url: string, accessToken?: string): Promise<string> {
  const { origin, pathname } = new URL(url)
  return DPoP.generateProof(keys, origin + pathname, method, nonce, accessToken)
}
