import type { Convention, Evidence } from '../../verdict/index.js'
import { type ErrorObject, errorObjectsIn } from '../body/error-objects.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

/** Members by which validators name the field. */
const names = ['field', 'path', 'param', 'loc', 'property', 'propertyPath', 'attr', 'instancePath', 'dataPath']
const secret = /(?:^|[./_\]"])(?:password|passwd|pass|passphrase|plainpassword)["\]]?$/i
const asked = /(?:^|[./_\]"])(?:user_?name|user|e-?mail|login|identifier|account|phone)["\]]?$/i
/** What is said of a password that was looked at. */
const looked =
  /\b(?:incorrect|wrong|(?:not|n['’]t) match|mismatch|auth\.(?:failed|password)|credentials?|unknown|no such|not (?:be )?found|failed|(?:password|login) is invalid|invalid (?:password|login))\b/i
const unfilled = /\b(?:required|blank|empty|missing|must|at least|too short|not a valid|valid e-?mail|validation\.)/i

/**
 * A sign-in form that was not filled in rightly: a validator's list of fields, or the bare reason phrase, under 400 or 422.
 * Nobody's password was looked at (RFC 9110 §15.5.1, §15.5.21).
 *
 * @example
 * classify(response, { role: 'sign-in', conventions: [formErrors()] }) // 422 {"errors":{"password":["…"]}}
 */
export function formErrors(): Convention {
  return createConvention('form-errors', examine, 'RFC 9110 §15.5.1')
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { body, status, role } = evidence
  if (role !== 'sign-in' || (status !== 400 && status !== 422)) return undefined
  const places = errorObjectsIn(body.value)
  const errors = places.flatMap(errorsAt)
  const words = sentencesIn(places)
  const texts = [...errors.map(([, text]) => text), ...words]
  if (texts.some((text) => looked.test(text))) return undefined
  const saw =
    byField(errors) ??
    (words.some((text) => /\b(?:must|should not) (?:be|contain|have)\b/.test(text))
      ? 'words of a validator'
      : byPhrase(evidence, words))
  return saw === undefined
    ? undefined
    : { reason: 'invalid-request', certainty: 'guess', rule: 'form-errors/invalid', saw }
}

type FieldError = readonly [name: string, text: string]

/** Fields as keys, or each error with its field. */
function errorsAt({ get, path }: ErrorObject): readonly FieldError[] {
  const named = names
    .map((name) => get(name))
    .flatMap((value): readonly unknown[] => (Array.isArray(value) ? value.slice(-1) : [value]))
  const name = path === '' ? undefined : named.find((value) => typeof value === 'string')
  if (typeof name === 'string') return [[name, textOf(get('msg') ?? get('message') ?? get('detail'))]]
  return [
    'password',
    'plainPassword',
    'Password',
    'username',
    'userName',
    'UserName',
    'Username',
    'email',
    'Email',
    'login',
    'identifier',
  ].flatMap((key): readonly FieldError[] => {
    const value = get(key)
    // A field's errors are a list, or stand under a member for errors; what was sent comes back as it was.
    return Array.isArray(value) || (path !== '' && typeof value === 'string') ? [[key, textOf(value)]] : []
  })
}

function textOf(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first.slice(0, 500) : ''
}

/** A wrong password is told at the name, or at no field: an error at the password is one of the form. */
function byField(errors: readonly FieldError[]): string | undefined {
  const found = errors.find(([name, text]) => secret.test(name) || (asked.test(name) && unfilled.test(text)))
  return found && 'an error at a field of the form'
}

/** An answer that has no word but its status was made before any password was looked at. */
function byPhrase({ body }: Evidence, words: readonly string[]): string | undefined {
  const phrase = 'Bad Request'
  if (body.format === 'json') {
    return words.length > 0 && words.every((text) => text === phrase) ? 'the reason phrase alone' : undefined
  }
  const head = body.text.slice(0, 20_000)
  return head.includes(phrase) && !/\b(?:password|credential|log ?in|sign ?in)/i.test(head)
    ? 'an error page that has the reason phrase alone'
    : undefined
}
