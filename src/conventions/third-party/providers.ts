import { type Convention, type Evidence, redact } from '../../verdict/index.js'
import { type ErrorObject, errorObjectsIn, firstText } from '../body/error-objects.js'
import { routeSignatures, type Signature, signatures } from './provider-signatures.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

/**
 * Well-known services' own refusals, relayed by our backend: the key stored for the service is dead, not our session; the
 * service's rate limits and bills are nobody's key (RFC 9110 §15.5 has no status for either).
 *
 * @example
 * classify(response, { conventions: [providers()] }) // 401 {"message":"Bad credentials","documentation_url":"https://docs.github.com/rest"}
 */
export function providers(): Convention {
  return createConvention('providers', examine)
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { body, status, role, challenges, ownRealms } = evidence
  if (role === 'sign-in' || role === 'renewal' || role === 'probe' || body.text === '') return undefined
  if (challenges.some((challenge) => ownRealms.includes(challenge.get('realm') ?? ''))) return undefined
  const places = body.format === 'text' || body.format === 'html' ? [textPlace(body.text)] : errorObjectsIn(body.value)
  const known = find(anywhere, places, evidence)
  const hit = known ?? (role === 'integration' ? find(onRoute, places, evidence) : undefined)
  if (hit === undefined) return undefined
  const [name, reason, members] = hit
  const integration = redact(evidence.integration ?? firstText(places, ['integration', 'provider']) ?? name)
  return {
    reason,
    certainty: role === 'integration' && known !== undefined ? 'certain' : 'likely',
    rule: `providers/${name || 'any'}`,
    saw: `${name || 'a service'}'s ${Object.keys(members)
      .map((path) => path || 'words')
      .join(' and ')}`,
    message: sentencesIn(places)[0],
    ...(reason.startsWith('key-') && { integration: integration || undefined, upstream: { status } }),
  }
}

function find(table: SignatureIndex, places: readonly ErrorObject[], evidence: Evidence): Signature | undefined {
  let first: number | undefined
  for (const place of places) {
    for (const name of place.names ?? ['']) {
      for (const row of table.byMember.get(name) ?? []) {
        if (first !== undefined && row >= first) break
        const [integration, , members] = table.rows[row] ?? none
        if (fits(place, members, evidence.status) && !isHostOf(integration, evidence)) first = row
      }
    }
  }
  return first === undefined ? undefined : table.rows[first]
}

/** Signatures by the name of their first member, so that only those are tried that a body may hold. */
interface SignatureIndex {
  readonly rows: readonly Signature[]
  readonly byMember: ReadonlyMap<string, readonly number[]>
}

const none: Signature = ['', 'unrelated', { '': /(?!)/ }]

function indexOf(rows: readonly Signature[]): SignatureIndex {
  const byMember = new Map<string, number[]>()
  for (const [row, [, , members]] of rows.entries()) {
    const name = Object.keys(members)[0]?.split('.')[0] ?? ''
    const list = byMember.get(name) ?? []
    list.push(row)
    byMember.set(name, list)
  }
  return { rows, byMember }
}

const anywhere: SignatureIndex = /* @__PURE__ */ indexOf(signatures)
const onRoute: SignatureIndex = /* @__PURE__ */ indexOf(routeSignatures)

/** Under a status of success only what says of itself that it failed. */
function fits(place: ErrorObject, members: Signature[2], status: number): boolean {
  if (status < 400 && !('ok' in members) && !('error_message' in members)) return false
  for (const path in members) {
    const found = textAt(place, path)
    if (found === undefined || members[path]?.test(found) !== true) return false
  }
  return true
}

/** A member, or one further in, as text; of a list the first. */
function textAt({ get }: ErrorObject, path: string): string | undefined {
  const dot = path.indexOf('.')
  let value = get(dot < 0 ? path : path.slice(0, dot))
  if (value === undefined) return undefined
  for (const step of dot < 0 ? [] : path.slice(dot + 1).split('.')) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined
  }
  if (Array.isArray(value)) value = value[0]
  if (typeof value === 'string') return value.slice(0, 500)
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? String(value) : undefined
}

function textPlace(text: string): ErrorObject {
  return { path: '', get: (name) => (name === '' ? text.trim() : undefined) }
}

/** Who talks to the service itself holds the key: nothing was relayed. */
function isHostOf(name: string, { role, url }: Evidence): boolean {
  const host = /^https?:\/\/([^/:]+)/.exec(url)?.[1] ?? ''
  return role !== 'integration' && name !== '' && host.split('.').at(-2)?.startsWith(name) === true
}
