import type { ErrorObject } from './error-objects.js'

/** Members in which backends speak to a person, the most telling first. */
const members = [
  'message',
  'error_description',
  'detail',
  'error_message',
  'errorMessage',
  'msg',
  'info',
  'description',
  'error',
  'errors',
  'title',
  'reason',
  'Message',
  'statusMessage',
  'non_field_errors',
  'faultstring',
  'context',
  'warnings',
]
const LONGEST = 2_000

const known: WeakMap<readonly ErrorObject[], readonly string[]> = /* @__PURE__ */ new WeakMap()

/** The sentences told in the usual places of a body, outer ones first; as sent, so not fit to show. Looked for once. */
export function sentencesIn(places: readonly ErrorObject[]): readonly string[] {
  const words = known.get(places) ?? places.flatMap(({ get }) => members.flatMap((name) => sentence(get(name))))
  known.set(places, words)
  return words
}

function sentence(value: unknown): readonly string[] {
  const text: unknown = Array.isArray(value) ? value[0] : value
  return typeof text === 'string' && /\S\s+\S/.test(text.slice(0, LONGEST)) ? [text.slice(0, LONGEST)] : []
}
