import { z } from 'zod'
import { checkOptions, optionsSchema, quotable, schemeName, seconds } from './check-options.js'
import { createProblemResponse, type ProblemOptions, type ProblemResponse } from './problem-response.js'

/** What an answer of 401 about a session takes. */
export interface SessionOptions extends ProblemOptions {
  /** Name of the protection space (RFC 9110 §11.5); default `app`. */
  readonly realm?: string
  /** Scheme of the challenge; default `Session`, for which no browser opens a dialog of its own. */
  readonly scheme?: string
  /** Where one signs in; offered to the user, never followed. */
  readonly loginUrl?: string
}

/** What an answer of 401 about a token takes. */
export interface TokenOptions extends ProblemOptions {
  /** Name of the protection space (RFC 9110 §11.5); default `app`. */
  readonly realm?: string
  /** Default `Bearer`. */
  readonly scheme?: 'Bearer' | 'DPoP'
  /** Default `token-expired`. */
  readonly reason?: 'token-expired' | 'token-invalid' | 'token-revoked'
}

/** How strong a sign-in must be (RFC 9470 §3). */
export interface StepUpOptions extends ProblemOptions {
  /** Name of the protection space (RFC 9110 §11.5); default `app`. */
  readonly realm?: string
  /** Default `Bearer`. */
  readonly scheme?: 'Bearer' | 'DPoP'
  /** Levels of sign-in that will do, the preferred one first. */
  readonly acrValues?: readonly string[]
  /** How old the sign-in may be, in seconds. */
  readonly maxAge?: number
}

/**
 * The answer where credentials are wanted and none came: 401 with a challenge (RFC 9110 §15.5.2).
 *
 * @throws TypeError that names the option
 * @example
 * const answer = signInRequired({ loginUrl: '/login' }) // 401, Session realm="app"
 */
export function signInRequired(options: SessionOptions = {}): ProblemResponse {
  return sessionProblem('signInRequired', 'not-signed-in', 'Sign in first', options)
}

/**
 * The answer where a session is over: 401 with a challenge (RFC 9110 §15.5.2).
 *
 * @throws TypeError that names the option
 * @example
 * const answer = sessionExpired({ loginUrl: '/login' }) // 401, Session realm="app"
 */
export function sessionExpired(options: SessionOptions = {}): ProblemResponse {
  return sessionProblem('sessionExpired', 'session-expired', 'Your session has ended', options)
}

const sessionSchema = optionsSchema({
  realm: quotable.optional(),
  scheme: schemeName
    .refine(
      (name) => !/^(?:basic|digest|ntlm|negotiate)$/i.test(name),
      'must be one that opens no dialog of the browser',
    )
    .optional(),
  loginUrl: z.string().optional(),
})

function sessionProblem(name: string, slug: string, title: string, options: SessionOptions): ProblemResponse {
  checkOptions(name, sessionSchema, options)
  const { realm = 'app', scheme = 'Session', loginUrl } = options
  const challenges = [{ scheme, parameters: [{ name: 'realm', value: realm }] }]
  return createProblemResponse({ name, status: 401, slug, title, options, members: { loginUrl }, challenges })
}

const descriptions = {
  'token-expired': 'The access token expired',
  'token-invalid': 'The access token is invalid',
  'token-revoked': 'The access token was revoked',
}

const tokenOptions = { realm: quotable.optional(), scheme: z.enum(['Bearer', 'DPoP']).optional() }
const tokenSchema = optionsSchema({ ...tokenOptions, reason: z.enum(Object.keys(descriptions)).optional() })

/**
 * The answer to a token that is expired, invalid or revoked: 401 with `error="invalid_token"` (RFC 6750 §3.1).
 *
 * @throws TypeError that names the option
 * @example
 * const answer = tokenRefused({ reason: 'token-revoked' })
 */
export function tokenRefused(options: TokenOptions = {}): ProblemResponse {
  const name = 'tokenRefused'
  checkOptions(name, tokenSchema, options)
  const { realm = 'app', scheme = 'Bearer', reason = 'token-expired' } = options
  const title = descriptions[reason]
  return createProblemResponse({
    name,
    status: 401,
    slug: reason,
    title,
    options,
    challenges: [
      {
        scheme,
        parameters: parameters({ realm, error: 'invalid_token', error_description: title }),
      },
    ],
  })
}

const stepUpSchema = optionsSchema({
  ...tokenOptions,
  acrValues: z.array(quotable).optional(),
  maxAge: seconds.optional(),
})

/**
 * The answer where the user must sign in more strongly, or again: 401 with `insufficient_user_authentication` (RFC 9470 §3).
 *
 * @throws TypeError that names the option
 * @example
 * const answer = stepUpRequired({ acrValues: ['mfa'], maxAge: 300 })
 */
export function stepUpRequired(options: StepUpOptions): ProblemResponse {
  const name = 'stepUpRequired'
  checkOptions(name, stepUpSchema, options)
  const { realm = 'app', scheme = 'Bearer', acrValues, maxAge } = options
  if (acrValues === undefined && maxAge === undefined) {
    throw new TypeError(`${name}: \`acrValues\` or \`maxAge\` must say how strong a sign-in is wanted`)
  }
  const wanted = { acr_values: acrValues?.join(' '), max_age: maxAge }
  return createProblemResponse({
    name,
    status: 401,
    slug: 'step-up-required',
    title: 'A stronger sign-in is needed',
    options,
    members: wanted,
    challenges: [
      {
        scheme,
        parameters: parameters({ realm, error: 'insufficient_user_authentication', ...wanted }),
      },
    ],
  })
}

/** Challenge parameters; those without a value are left out. */
export function parameters(
  record: Readonly<Record<string, string | number | undefined>>,
): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries(record)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ name, value: `${value}` }))
}
