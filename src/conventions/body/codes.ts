import { join, type ErrorObject } from './error-objects.js'

/** Members in which backends put a code that a machine is meant to read. */
const members = [
  'code',
  'error',
  'error_code',
  'errorCode',
  'errcode',
  'error_type',
  'type',
  'reason',
  'status',
  'name',
  'key',
  'message',
  'detail',
  'msg',
  'Code',
  'errorcode',
  'errorType',
  'messageId',
  'id',
  '__type',
]
const LONGEST = 300

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

/** The codes told in the usual places of a body, outer ones first. Sentences are no codes. Looked for once. */
export function codesIn(places: readonly ErrorObject[]): readonly Code[] {
  const codes = known.get(places) ?? search(places)
  known.set(places, codes)
  return codes
}

function search(places: readonly ErrorObject[]): readonly Code[] {
  const codes: Code[] = []
  for (const { path, get } of places) {
    for (const name of members) {
      const value = get(name)
      const code = typeof value === 'number' ? String(value) : value
      if (typeof code === 'string' && code.length <= LONGEST && /^[!-~]+$/.test(code)) {
        codes.push({ code, slug: slugOf(code), where: join(path, name) })
      }
    }
  }
  return codes
}

/** `SESSION_EXPIRED`, `sessionExpired`, `auth.session-expired` and `https://a.test/problems/session-expired` all become `session-expired`. */
export function slugOf(code: string): string {
  const parts = code.replace(/\?.*$/, '').split(/[/#:.]/)
  return (parts.findLast((part) => part !== '') ?? '')
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '')
    .join('-')
}
