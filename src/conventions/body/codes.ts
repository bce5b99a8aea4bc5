import { join, type ErrorObject } from './error-objects.js'

/** Members in which backends put a code that a machine is meant to read; in any spelling. */
const members = [
  'code',
  'error',
  'type',
  'reason',
  'status',
  'name',
  'key',
  'detail',
  'id',
  'kind',
  'category',
  'exception',
  'errors',
  'title',
  'details',
  'info',
  'statustxt',
]
/** How members are called in which they do so as well: `errorCode`, `errno`, `exceptionType`, `failure_reason`. */
const others =
  /^(?:\w*err\w*|message|exception|failure|fault|result|return|status|sub)[_-]?(?:code|no|name|key|id|type|class|reason|summary)$|(?:msg|message)$/i
/** Flags that say by being false that nobody is signed in. */
const denial = /^(?:is_?)?(?:authenticated|logged_?in|signed_?in)$/i
const LONGEST = 300
const MOST_CODES = 100

/** A typed code of a body, with where it stood. */
export interface Code {
  /** As sent. */
  readonly code: string
  /** Words in lower case, joined by `-`; of a URI or a dotted name the last part. */
  readonly slug: string
  /** `error.code`, `errors[0].extensions.code`, `type` … */
  readonly where: string
}

const known: WeakMap<readonly ErrorObject[], readonly Code[]> = /* @__PURE__ */ new WeakMap()

/**
 * The codes told in the usual places of a body, outer ones first, and the names of members that are `true`. Sentences are no
 * codes. Looked for once.
 */
export function codesIn(places: readonly ErrorObject[]): readonly Code[] {
  const codes = known.get(places) ?? places.flatMap((place) => codesAt(place)).slice(0, MOST_CODES)
  known.set(places, codes)
  return codes
}

function codesAt({ path, get, find, names = [] }: ErrorObject): readonly Code[] {
  const codes: Code[] = []
  for (const member of [...members, ...names.filter((sent) => others.test(sent))]) {
    const [name, value] = find?.(member) ?? [member, get(member)]
    const first: unknown = Array.isArray(value) ? value[0] : value
    const code = typeof first === 'number' ? String(first) : first
    if (typeof code === 'string' && code.length <= LONGEST && /^[!-~]+$/.test(code)) {
      codes.push({ code, slug: slugOf(code), where: join(path, name) })
    }
  }
  for (const name of names) {
    const slug = get(name) === true ? slugOf(name) : ''
    // One word alone, such as `error` or `code`, says nothing by being true.
    if (get(name) === false && denial.test(name)) {
      codes.push({ code: name, slug: 'not-authenticated', where: join(path, name) })
    }
    if (slug.includes('-')) codes.push({ code: name, slug, where: join(path, name) })
  }
  return codes
}

/** `SESSION_EXPIRED`, `sessionExpired`, `auth.session-expired` and `https://a.test/problems/session-expired` all become `session-expired`. */
export function slugOf(code: string): string {
  const parts = code.replace(/\?.*$/, '').split(/[/#:.\\]/)
  return wordsOf(parts.findLast((part) => part !== '') ?? '')
}

/** The words of all parts of a dotted name: `Errors.Token.Invalid` becomes `errors-token-invalid`. */
export function longSlugOf(code: string): string {
  return /^\w+(?:[.:/]\w+)+$/.test(code) ? wordsOf(code) : ''
}

function wordsOf(code: string): string {
  return code
    .replace(/2fa/gi, '-2fa-')
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '')
    .join('-')
}
