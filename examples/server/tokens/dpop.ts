import { EmbeddedJWK, calculateJwkThumbprint, jwtVerify } from 'jose'
import { z } from 'zod'
import { BoundedMap } from '../store/bounded-map.ts'
import { randomId, sameSecret, sha256 } from '../store/secrets.ts'

export interface DpopState {
  nonce(): string
  replaceNonce(): void
  /** False for a proof that was seen before. */
  isNew(jti: string): boolean
}

export interface ExpectedProof {
  readonly method: string
  /** Without query and fragment (RFC 9449 §4.2). */
  readonly url: string
  /** The token in the same request; a token endpoint has none. */
  readonly accessToken?: string
  readonly needsNonce?: boolean
}

export class DpopError extends Error {
  readonly code: 'use_dpop_nonce' | 'invalid_dpop_proof'

  constructor(code: DpopError['code'], message: string) {
    super(message)
    this.name = 'DpopError'
    this.code = code
  }
}

const Proof = z.object({
  jti: z.string().min(8).max(200),
  htm: z.string(),
  htu: z.string(),
  ath: z.string().optional(),
  nonce: z.string().optional(),
})

const PROOF_SECONDS = 60
const NONCE_LIFETIME = 5 * 60_000
const MOST_JTIS = 10_000

export function createDpopState(): DpopState {
  const seen = new BoundedMap<string, true>(MOST_JTIS)
  let nonce = randomId()
  let since = Date.now()
  function replaceNonce(): void {
    nonce = randomId()
    since = Date.now()
  }
  return {
    nonce() {
      if (Date.now() - since > NONCE_LIFETIME) replaceNonce()
      return nonce
    },
    replaceNonce,
    isNew(jti) {
      const isNew = !seen.has(jti)
      seen.set(jti, true)
      return isNew
    },
  }
}

/** Checks a proof (RFC 9449 §4.3) and returns the thumbprint of its key. */
export async function verifyProof(state: DpopState, proof: string, expected: ExpectedProof): Promise<string> {
  const { claims, jkt } = await readProof(proof)
  if (claims.htm !== expected.method) throw invalid('The proof is for another method')
  if (claims.htu.replace(/[?#].*$/s, '') !== expected.url) throw invalid('The proof is for another URL')
  if (expected.accessToken !== undefined && claims.ath !== sha256(expected.accessToken)) {
    throw invalid('The proof is for another access token')
  }
  if (expected.needsNonce && (claims.nonce === undefined || !sameSecret(claims.nonce, state.nonce()))) {
    throw new DpopError('use_dpop_nonce', 'The proof needs the nonce in DPoP-Nonce')
  }
  if (!state.isNew(claims.jti)) throw invalid('The proof was used before')
  return jkt
}

async function readProof(proof: string): Promise<{ claims: z.infer<typeof Proof>; jkt: string }> {
  try {
    // EmbeddedJWK takes the public key out of the proof's own header and refuses a private one.
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      maxTokenAge: PROOF_SECONDS,
      clockTolerance: 5,
    })
    return { claims: Proof.parse(payload), jkt: await calculateJwkThumbprint(protectedHeader.jwk ?? {}) }
  } catch {
    throw invalid('The proof cannot be verified')
  }
}

function invalid(message: string): DpopError {
  return new DpopError('invalid_dpop_proof', message)
}
