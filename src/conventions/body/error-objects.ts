const MOST_PLACES = 24
const MOST_STEPS = 100
const MOST_ITEMS = 4
const MOST_NAMES = 60
const LONGEST_WRAPPED = 8_192

/** Members that wrap an error in the bodies that backends send, the usual ones first; in any spelling. */
const wrappers = [
  'error',
  'errors',
  'data',
  'detail',
  'details',
  'extensions',
  'extra',
  'message',
  'response',
  'result',
  'meta',
  'status',
  'body',
  'cause',
  'description',
  'msg',
  'reason',
  'payload',
  'problem',
  'issue',
  'violations',
  'info',
  'messages',
  'header',
  'reply',
]
const wrapper = /err(?:or|$)|(?:faults?|exception)$/

/** An object in a body, with where it stands: '' is the body itself, `error`, `errors[0].extensions` … */
export interface ErrorObject {
  readonly path: string
  /** An own member; never one inherited from a prototype. */
  readonly get: (name: string) => unknown
  /** An own member in any spelling: `errorcode` finds `error_code`, `errorCode` and `o:errorCode`. Absent where the names are not known. */
  readonly find?: (name: string) => Member | undefined
  /** Own names, in order; at most 60. */
  readonly names?: readonly string[]
}

/** A member as it was sent. */
export type Member = readonly [name: string, value: unknown]

const known: WeakMap<object, readonly ErrorObject[]> = /* @__PURE__ */ new WeakMap()

/**
 * The objects of a JSON, form or XML body in which an error is usually told, outer ones first; bounded in number and steps.
 * Of JSON inside a string one level is read. Looked for once: all conventions ask for those of the same body.
 */
export function errorObjectsIn(value: unknown): readonly ErrorObject[] {
  if (typeof value !== 'object' || value === null) return []
  const places = known.get(value) ?? search(value)
  known.set(value, places)
  return places
}

interface Step {
  readonly path: string
  readonly value: object
  /** Whether it was JSON inside a string. */
  readonly wrapped: boolean
}

function search(value: object): readonly ErrorObject[] {
  const places: ErrorObject[] = []
  const queue: Step[] = [{ path: '', value, wrapped: false }]
  const push = (path: string, next: unknown, wrapped: boolean): void => {
    if (queue.length >= MOST_STEPS) return
    if (typeof next === 'object' && next !== null) queue.push({ path, value: next, wrapped })
    const inner = wrapped ? undefined : jsonIn(next)
    if (inner) queue.push({ path, value: inner, wrapped: true })
  }
  for (const { path, value: next, wrapped } of queue) {
    if (places.length === MOST_PLACES) break
    if (Array.isArray(next)) {
      for (const [index, item] of next.slice(0, MOST_ITEMS).entries()) push(`${path}[${index}]`, item, wrapped)
      continue
    }
    const place = errorObject(path, next)
    places.push(place)
    for (const [name, member] of wrappedBy(place)) push(join(path, name), member, wrapped)
  }
  return places
}

/** The members that may hold an error: of a body that has but one, that one. */
function wrappedBy({ path, get, find, names }: Required<ErrorObject>): readonly Member[] {
  const isOnly = path === '' && names.length === 1
  const usual = wrappers.map((name) => find(name)).filter((member) => member !== undefined)
  const others = names.filter((name) => !usual.some(([sent]) => sent === name) && (isOnly || wrapper.test(spell(name))))
  return [...usual, ...others.map((name) => [name, get(name)] as const)]
}

/** JSON inside a string, with or without words before it. */
function jsonIn(value: unknown): object | undefined {
  if (typeof value !== 'string' || value.length > LONGEST_WRAPPED) return undefined
  const start = value.search(/[{[]/)
  const end = Math.max(value.lastIndexOf('}'), value.lastIndexOf(']'))
  if (start < 0 || end < start + 6) return undefined
  try {
    const inner: unknown = JSON.parse(value.slice(start, end + 1))
    return typeof inner === 'object' && inner !== null ? inner : undefined
  } catch {
    return undefined
  }
}

/** The path of a member. */
export function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

/** The first of these members, in order of places, that is a string and not empty. */
export function firstText(places: readonly ErrorObject[], names: readonly string[]): string | undefined {
  for (const { get } of places) {
    for (const name of names) {
      const value = get(name)
      if (typeof value === 'string' && value !== '') return value
    }
  }
  return undefined
}

function errorObject(path: string, value: object): Required<ErrorObject> {
  const get: ErrorObject['get'] =
    value instanceof Map
      ? (name) => value.get(name)
      : (name) => (Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined)
  const keys: readonly unknown[] = value instanceof Map ? [...value.keys()] : Object.keys(value)
  const names = keys.slice(0, MOST_NAMES).filter((name) => typeof name === 'string')
  let spellings: Map<string, string> | undefined
  return {
    path,
    get,
    names,
    find: (name) => {
      spellings ??= spellingsOf(names)
      const sent = spellings.get(name)
      return sent === undefined ? undefined : [sent, get(sent)]
    },
  }
}

function spellingsOf(names: readonly string[]): Map<string, string> {
  const spellings = new Map<string, string>()
  for (const name of names) {
    const spelt = spell(name)
    if (!spellings.has(spelt)) spellings.set(spelt, name)
  }
  return spellings
}

/** Letters and digits in lower case, without the prefix of a namespace. */
function spell(name: string): string {
  if (/^[a-z\d]+$/.test(name)) return name
  return name
    .replace(/^\w{1,3}:/, '')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '')
}
