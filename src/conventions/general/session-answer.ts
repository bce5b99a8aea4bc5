import type { Convention, Evidence } from '../../verdict/index.js'
import { type ErrorObject, errorObjectsIn } from '../body/error-objects.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'

/** Endpoints of Auth.js, better-auth and npm registries that answer "nobody" with an empty value under status 200. */
const endpoint = /\/auth\/(?:get-)?session$|\/-\/whoami$/
const flags = [
  'authenticated',
  'isAuthenticated',
  'is_authenticated',
  'loggedIn',
  'logged_in',
  'isLoggedIn',
  'signedIn',
]
const persons = ['user', 'session', 'currentUser', 'current_user', 'me', 'viewer', 'account', 'principal']

/**
 * A session endpoint that answers 200 and says that nobody is signed in: `null`, `{}`, `{"user": null}` or
 * `{"authenticated": false}` (RFC 9110 §15.3.1 has no word for it).
 *
 * @example
 * classify(response, { role: 'probe', conventions: [sessionAnswer()] }) // 200 null
 */
export function sessionAnswer(): Convention {
  return createConvention('session-answer', examine)
}

function examine({ body, status, role, method, url }: Evidence): PartialFinding | undefined {
  if (status !== 200 || body.format !== 'json' || method !== 'GET') return undefined
  const probe = role === 'probe'
  if (!probe && role !== 'resource') return undefined
  const saw =
    (probe || endpoint.test(url) ? emptiness(body.value) : undefined) ??
    (probe || isAlone(body.value) ? nobody(errorObjectsIn(body.value)[0], probe) : undefined)
  return saw === undefined
    ? undefined
    : { reason: 'no-credentials', certainty: probe ? 'certain' : 'likely', rule: 'session-answer/nobody', saw }
}

function emptiness(value: unknown): string | undefined {
  if (value === null) return 'null'
  return typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0
    ? 'an empty object'
    : undefined
}

/** A record has more members than one. */
function isAlone(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 1
}

/** What the body says further inside is about another user, and is data. */
function nobody(outer: ErrorObject | undefined, probe: boolean): string | undefined {
  if (outer?.path !== '') return undefined
  const flag = flags.find((name) => outer.get(name) === false)
  if (flag !== undefined) return `"${flag}": false`
  if (!probe) return undefined
  const person = persons.find((name) => outer.get(name) === null)
  const other = persons.some((name) => typeof outer.get(name) === 'object' && outer.get(name) !== null)
  return person === undefined || other ? undefined : `"${person}": null`
}
