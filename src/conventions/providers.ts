import { type Certainty, type Convention, type Evidence, finding, type Finding, redact } from '../verdict/index.js'
import { type Place, placesIn, textIn } from './place.js'
import { routeSignatures, type Signature, signatures } from './provider-signatures.js'
import { messageOf, wordsIn } from './words.js'

/**
 * Well-known services' own refusals, relayed by our backend: the key stored for the service is dead, not our session; the
 * service's rate limits and bills are nobody's key (RFC 9110 §15.5 has no status for either).
 *
 * @example
 * classify(response, { conventions: [providers()] }) // 401 {"message":"Bad credentials","documentation_url":"https://docs.github.com/rest"}
 */
export function providers(): Convention {
  return { name: 'providers', examine }
}

function examine(evidence: Evidence): Finding | undefined {
  const { role, status, body, challenges, ownRealms } = evidence
  if (role === 'sign-in' || role === 'renewal' || role === 'probe' || body.text === '') return undefined
  if (challenges.some((challenge) => ownRealms.includes(challenge.get('realm') ?? ''))) return undefined
  const places = body.format === 'text' || body.format === 'html' ? [textPlace(body.text)] : placesIn(body.value)
  const known = find(signatures, places, evidence)
  const hit = known ?? (role === 'integration' ? find(routeSignatures, places, evidence) : undefined)
  if (hit === undefined) return undefined
  const [name, reason, members] = hit
  const certainty: Certainty = role === 'integration' && known !== undefined ? 'certain' : 'likely'
  const ground = { certainty, rule: `providers/${name || 'any'}`, saw: `${name || 'a service'}'s ${Object.keys(members).map((path) => path || 'words').join(' and ')}`, where: 'body', ...messageOf(wordsIn(places)[0]) }
  if (!reason.startsWith('key-')) return finding(reason, ground)
  const integration = redact(evidence.integration ?? textIn(places, ['integration', 'provider']) ?? name)
  return finding(reason, { ...ground, ...(integration !== '' && { integration }), upstream: { status } })
}

function find(table: readonly Signature[], places: readonly Place[], evidence: Evidence): Signature | undefined {
  return table.find(([name, , members]) => !isHostOf(name, evidence) && places.some((place) => fits(place, members, evidence.status)))
}

/** Under a status of success only what says of itself that it failed. */
function fits(place: Place, members: Signature[2], status: number): boolean {
  if (status < 400 && !('ok' in members) && !('error_message' in members)) return false
  return Object.entries(members).every(([path, value]) => {
    const found = textAt(place, path)
    return found !== undefined && value.test(found)
  })
}

/** A member, or one further in, as text; of a list the first. */
function textAt({ get }: Place, path: string): string | undefined {
  const [first = '', ...rest] = path.split('.')
  let value = get(first)
  for (const step of rest) value = typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined
  if (Array.isArray(value)) value = value[0]
  return typeof value === 'string' ? value.slice(0, 500) : typeof value === 'number' || typeof value === 'boolean' || value === null ? String(value) : undefined
}

function textPlace(text: string): Place {
  return { path: '', get: (name) => (name === '' ? text.trim() : undefined) }
}

/** Who talks to the service itself holds the key: nothing was relayed. */
function isHostOf(name: string, { role, url }: Evidence): boolean {
  const host = /^https?:\/\/([^/:]+)/.exec(url)?.[1] ?? ''
  return role !== 'integration' && name !== '' && host.split('.').at(-2)?.startsWith(name) === true
}
