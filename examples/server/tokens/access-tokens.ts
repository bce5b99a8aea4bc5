import { SignJWT, errors, generateKeyPair, jwtVerify } from 'jose'
import { z } from 'zod'
import { randomId } from '../store/secrets.ts'

/** The user that a token stands for, and what it allows. */
export interface Grant {
  readonly username: string
  readonly scope: string
  readonly acr: string
  readonly authTime: number
  /** Thumbprint of the key that the token is bound to (RFC 9449 §6). */
  readonly jkt?: string | undefined
}

const Claims = z.object({
  sub: z.string(),
  scope: z.string(),
  acr: z.string(),
  auth_time: z.number(),
  cnf: z.object({ jkt: z.string() }).optional(),
  epoch: z.number(),
})

export type Claims = z.infer<typeof Claims>
export type TokenFault = 'expired' | 'revoked' | 'invalid'

export interface AccessTokens {
  readonly seconds: number
  issue(grant: Grant): Promise<string>
  verify(token: string): Promise<Claims | TokenFault>
  /** Every token issued so far is refused from now on, for this reason. */
  endAll(fault: 'expired' | 'revoked'): void
}

const issuer = 'https://projects.example'
const audience = 'https://projects.example/api/reports'
const typ = 'at+jwt'

/** JWTs as in RFC 9068, signed with a key that lives as long as the server. */
export async function createAccessTokens(seconds = 60): Promise<AccessTokens> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  let epoch = 0
  let endedAs: TokenFault = 'expired'
  return {
    seconds,
    async issue({ username, scope, acr, authTime, jkt }) {
      const now = Math.floor(Date.now() / 1000)
      return new SignJWT({ scope, acr, auth_time: authTime, epoch, ...(jkt === undefined ? {} : { cnf: { jkt } }) })
        .setProtectedHeader({ alg: 'ES256', typ })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(username)
        .setJti(randomId())
        .setIssuedAt(now)
        .setExpirationTime(now + seconds)
        .sign(privateKey)
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, publicKey, { issuer, audience, typ, algorithms: ['ES256'] })
        const claims = Claims.parse(payload)
        return claims.epoch === epoch ? claims : endedAs
      } catch (error) {
        return error instanceof errors.JWTExpired ? 'expired' : 'invalid'
      }
    },
    endAll(fault) {
      epoch += 1
      endedAs = fault
    },
  }
}
