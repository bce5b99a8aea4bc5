import { type Certainty, type Convention, type Evidence, type Reason, redact } from '../../verdict/index.js'
import { reasonFromSentence } from '../reasons/from-sentence.js'
import { slugOf } from '../body/codes.js'
import { codeTable } from '../reasons/code-table.js'
import { type ErrorObject, errorObjectsIn } from '../body/error-objects.js'
import { reasonForRole, reasonFromSlug } from '../reasons/from-slug.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

/** Where servers put the code: Apollo and most others, Spring, DGS, Lighthouse, AppSync and GitHub. */
const members = ['code', 'classification', 'category', 'errorType', 'type', 'message']

const slugs = /* @__PURE__ */ codeTable({
  'no-credentials':
    'unauthenticated authentication authentication-error auth-not-authenticated unauthorized-exception invalid-headers',
  permission:
    'forbidden authorization authorization-error auth-not-authorized access-denied ks-access-denied unauthorized-field-or-type permission-denied',
  'insufficient-scope': 'insufficient-scopes',
})
/** graphql-shield, type-graphql, graphql-jwt. */
const denied =
  /^(?:Not Authori[sz]ed!|Access denied! You (?:don't have permission for|need to be authorized to perform) this action!|You do not have permission to perform this action)$/
const http: Readonly<Record<number, Reason>> = { 401: 'no-credentials', 403: 'permission' }

/** One refusal told in `errors`, with what it was read off. */
interface Refusal {
  readonly reason: Reason
  readonly saw: string
  readonly message: string | undefined
  readonly weak?: boolean
}

/**
 * GraphQL: `errors` beside `data`, mostly under status 200, with the codes of the common servers; partial answers and
 * batches too (GraphQL §7.1.2, GraphQL over HTTP §6.4).
 *
 * @example
 * classify(response, { conventions: [graphql()] }) // 200 {"errors":[{"message":"…","extensions":{"code":"UNAUTHENTICATED"}}]}
 */
export function graphql(): Convention {
  return createConvention('graphql', examine, 'GraphQL §7.1.2')
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { body, status, role } = evidence
  if (status >= 400 && status !== 401 && status !== 403 && status !== 400 && status !== 500) return undefined
  const refusals = resultsIn(body.value)
    .flatMap((result) => errorsIn(result))
    .flatMap((error) => refusalOf(error, evidence))
  // One field that wants a login makes the whole answer want it.
  const refusal = refusals.find(({ reason }) => reason !== 'permission') ?? refusals[0]
  if (refusal === undefined) return undefined
  const isPartial = resultsIn(body.value).some(hasData)
  // What one field of an answer lacks is that field's matter.
  if (isPartial && role === 'integration') return undefined
  const reason =
    role === 'sign-in' && refusal.reason === 'no-credentials'
      ? 'wrong-credentials'
      : reasonForRole(refusal.reason, evidence)
  const { saw, message } = refusal
  // Beside data a word alone is about the right to one field, whatever the word is.
  const isOfField = isPartial && (refusal.reason === 'permission' || saw.startsWith('message'))
  const certainty = isOfField ? 'guess' : certaintyOf(refusal, evidence)
  return { reason, certainty, saw, message }
}

/** Servers say "forbidden" to strangers as well; a wrong input at a sign-in is mostly, not always, the password. */
function certaintyOf({ reason, weak }: Refusal, { status, role, sent }: Evidence): Certainty {
  if (reason === 'wrong-credentials' || (reason === 'permission' && status === 403 && sent.scheme === undefined)) {
    return 'guess'
  }
  return reason === 'permission' || weak || role === 'integration' ? 'likely' : 'certain'
}

function resultsIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, 20) : [value]
}

/** Whether a result holds some of what was asked for. */
function hasData(result: unknown): boolean {
  const data: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, 'data') : undefined
  return typeof data === 'object' && data !== null && Object.values(data).some((value) => value !== null)
}

/** The errors of one result; anything that has not the shape of a GraphQL response has none. */
function errorsIn(result: unknown): readonly ErrorObject[] {
  if (typeof result !== 'object' || result === null || !Object.hasOwn(result, 'errors')) return []
  const errors: unknown = Reflect.get(result, 'errors')
  if (!Array.isArray(errors)) return []
  const places = errors.slice(0, 20).flatMap((error) => errorObjectsIn(error).slice(0, 1))
  const shaped = places.every(({ get }) => typeof get('message') === 'string')
  return shaped &&
    (Object.hasOwn(result, 'data') ||
      places.some(({ get }) =>
        [get('extensions'), get('path'), get('locations')].some((member) => typeof member === 'object'),
      ))
    ? places
    : []
}

function reasonInCode(slug: string, name: string, { status, role }: Evidence): Reason | undefined {
  // Field resolvers of AppSync say so of a user who is known.
  if (slug === 'unauthorized') return name === 'errorType' ? 'permission' : 'no-credentials'
  if (role === 'sign-in' && slug === 'bad-user-input') return 'wrong-credentials'
  return slugs.get(slug) ?? (status < 400 ? reasonFromSlug(slug, role) : undefined)
}

/** A message alone: `Not Authorized` says to a stranger and to a user the same. */
function reasonInWords(sentence: string, role: Evidence['role']): Reason | undefined {
  if (denied.test(sentence)) return role === 'integration' ? 'no-credentials' : 'permission'
  const said = reasonFromSentence(sentence, role)
  return said === 'wrong-credentials' && role !== 'sign-in' && !/passw/i.test(sentence) ? undefined : said
}

function refusalOf(error: ErrorObject, evidence: Evidence): readonly Refusal[] {
  const { role } = evidence
  const extensions = errorObjectsIn(error.get('extensions'))
  const message = sentencesIn([error])[0]
  for (const place of [...extensions.slice(0, 1), error]) {
    for (const name of members) {
      const code = place.get(name)
      if (typeof code !== 'string' || !/^\S{1,80}$/.test(code)) continue
      const reason = reasonInCode(slugOf(code), name, evidence)
      if (reason) return [{ reason, saw: `${name} "${redact(code)}"`, message, weak: place === error }]
    }
  }
  for (const { get } of extensions) {
    for (const name of ['status', 'statusCode']) {
      const told = Number(get(name))
      if (Object.hasOwn(http, told)) return [{ reason: http[told] as Reason, saw: `${name} ${told}`, message }]
    }
  }
  const sentence = error.get('message')
  const words = typeof sentence === 'string' ? reasonInWords(sentence, role) : undefined
  if (words) return [{ reason: words, saw: 'the message', message, weak: true }]
  return role === 'sign-in' && extensions.length === 0
    ? [{ reason: 'wrong-credentials', saw: 'an error for a sign-in', message }]
    : []
}
