const MOST_PLACES = 24
const MOST_STEPS = 100
const MOST_ITEMS = 4

/** Members that wrap an error in the bodies that backends send. */
const wrappers = [
  'error',
  'errors',
  'data',
  'detail',
  'details',
  'extensions',
  'extra',
  'fault',
  'message',
  'response',
  'result',
  'meta',
]

/** An object in a body, with where it stands: '' is the body itself, `error`, `errors[0].extensions` … */
export interface ErrorObject {
  readonly path: string
  /** An own member; never one inherited from a prototype. */
  readonly get: (name: string) => unknown
}

const known: WeakMap<object, readonly ErrorObject[]> = /* @__PURE__ */ new WeakMap()

/**
 * The objects of a JSON or form body in which an error is usually told, outer ones first; bounded in number and steps.
 * Looked for once: all conventions ask for those of the same body.
 */
export function errorObjectsIn(value: unknown): readonly ErrorObject[] {
  if (typeof value !== 'object' || value === null) return []
  const places = known.get(value) ?? search(value)
  known.set(value, places)
  return places
}

function search(value: object): readonly ErrorObject[] {
  const places: ErrorObject[] = []
  const queue: { path: string; value: object }[] = []
  const push = (path: string, next: unknown): void => {
    if (typeof next === 'object' && next !== null && queue.length < MOST_STEPS) queue.push({ path, value: next })
  }
  push('', value)
  for (const { path, value: next } of queue) {
    if (places.length === MOST_PLACES) break
    if (Array.isArray(next)) {
      for (const [index, item] of next.slice(0, MOST_ITEMS).entries()) push(`${path}[${index}]`, item)
      continue
    }
    const get = getter(next)
    places.push({ path, get })
    for (const name of wrappers) push(join(path, name), get(name))
  }
  return places
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

function getter(value: object): ErrorObject['get'] {
  if (value instanceof Map) return (name) => value.get(name)
  return (name) => (Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined)
}
