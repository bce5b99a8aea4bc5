import { z } from 'zod'
import { formatChallenges } from '../challenge/index.js'
import { checkOptions, quotable, schemeName } from './check-options.js'
import { createProblemResponse, type ProblemResponse } from './problem-response.js'

/** A request, or what a framework without `Request` has of one: its headers by lower-case name. */
export type RequestHeaders =
  | { readonly headers: Headers }
  | { readonly headers: Readonly<Record<string, string | readonly string[] | undefined>> }

/** How the challenges of an OpenMRS server are named. */
export interface OpenmrsOptions {
  /** Realm of the Basic challenge; default `OpenMRS`. */
  readonly realm?: string
  /** Scheme of the challenge for cookies; default `OpenMRS-Cookie`. */
  readonly scheme?: string
}

/**
 * The `WWW-Authenticate` value of a refusal by RESTWS-859, from what the refused request carried: Basic credentials were
 * wrong, so `OpenMRS-Cookie` alone; no credentials, or a cookie that is dead, so `OpenMRS-Cookie, Basic` (one may sign in).
 * `Disable-WWW-Authenticate: true` asks for none: undefined. `Basic` comes last, which Chromium needs to show the answer to
 * a page; no order helps in Firefox.
 *
 * @throws TypeError that names the option
 * @example
 * openmrsChallenge(request) // 'OpenMRS-Cookie, Basic realm="OpenMRS"'
 */
export function openmrsChallenge(request: RequestHeaders, options: OpenmrsOptions = {}): string | undefined {
  return challengeFor('openmrsChallenge', request, options)
}

const schema = z.strictObject({ realm: quotable.optional(), scheme: schemeName.optional() })

/** `name` is the function that was called, for the message of a `TypeError`. */
function challengeFor(name: string, request: RequestHeaders, options: OpenmrsOptions): string | undefined {
  if (!request?.headers) throw new TypeError(`${name}: \`request\` must have headers`)
  checkOptions(name, schema, options)
  const { realm = 'OpenMRS', scheme = 'OpenMRS-Cookie' } = options
  if (fieldOf(request, 'disable-www-authenticate')?.toLowerCase() === 'true') return undefined
  const cookie = { scheme }
  const basic = { scheme: 'Basic', parameters: [{ name: 'realm', value: realm }] }
  return formatChallenges(hasBasicCredentials(request) ? [cookie] : [cookie, basic])
}

/**
 * The whole refusal of a request that is not signed in, by RESTWS-859: always 401, with the challenge that
 * `openmrsChallenge` gives, and a problem type that says the same to a page that cannot read it.
 *
 * @throws TypeError that names the option
 * @example
 * const answer = openmrsRefusal(request)
 */
export function openmrsRefusal(request: RequestHeaders, options: OpenmrsOptions = {}): ProblemResponse {
  const name = 'openmrsRefusal'
  const challenges = challengeFor(name, request, options)
  const [slug, title] = meaningOf(request)
  return createProblemResponse({
    name,
    status: 401,
    slug,
    title,
    options: {},
    challenges,
  })
}

function meaningOf(request: RequestHeaders): readonly [slug: string, title: string] {
  if (hasBasicCredentials(request)) return ['invalid-credentials', 'Name or password is wrong']
  const hasSession = /(?:^|;\s*)JSESSIONID=/.test(fieldOf(request, 'cookie') ?? '')
  return hasSession ? ['session-expired', 'Your session has ended'] : ['not-signed-in', 'Sign in first']
}

function hasBasicCredentials(request: RequestHeaders): boolean {
  return /^basic(?: |$)/i.test(fieldOf(request, 'authorization') ?? '')
}

function fieldOf({ headers }: RequestHeaders, name: string): string | undefined {
  if (isHeaders(headers)) return headers.get(name) ?? undefined
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}

/** Structural, because a framework may bring a `Headers` of its own. */
function isHeaders(headers: object): headers is Headers {
  return 'get' in headers && typeof headers.get === 'function'
}
