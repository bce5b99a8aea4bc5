import { base64url, exportJWK, generateKeyPair, SignJWT } from 'jose'

const algorithm = 'ES256'
// The private key cannot be read, not even by this page, and lives as long as it.
const { privateKey, publicKey } = await generateKeyPair(algorithm)
const jwk = await exportJWK(publicKey)

let nonce: string | undefined

/** The server asks for another nonce from time to time (RFC 9449 §8). */
export function useNonce(next: string | undefined): void {
  nonce = next
}

/** A proof for one request that whoever sends it holds the key (RFC 9449 §4). */
export async function proofFor(method: string, url: string, accessToken?: string): Promise<string> {
  const { origin, pathname } = new URL(url)
  const claims = {
    htm: method,
    htu: origin + pathname,
    jti: crypto.randomUUID(),
    ...(nonce !== undefined && { nonce }),
    ...(accessToken !== undefined && { ath: await hashOf(accessToken) }),
  }
  return new SignJWT(claims).setProtectedHeader({ alg: algorithm, typ: 'dpop+jwt', jwk }).setIssuedAt().sign(privateKey)
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return base64url.encode(new Uint8Array(digest))
}
