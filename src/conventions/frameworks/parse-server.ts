import type { Convention, Evidence } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'

/**
 * Parse Server: it sends a number in `code` and a sentence in `error`, and the status often says something else (Parse
 * REST API "Error codes").
 *
 * @example
 * classify(response, { conventions: [parseServer()] }) // 400 {"code":209,"error":"Invalid session token"}
 */
export function parseServer(): Convention {
  return createConvention('parse-server', (evidence) => byKey(evidence) ?? table.examine(evidence), 'Parse Server')
}

/** Other servers use the same numbers. Only Parse Server sends exactly a number in `code` and a sentence in `error`. */
function isParse({ body, status }: Evidence): boolean {
  const { value } = body
  if (status < 400 || typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const [outer] = errorObjectsIn(value)
  return (
    typeof outer?.get('code') === 'number' && typeof outer.get('error') === 'string' && Object.keys(value).length === 2
  )
}

const table: Convention = /* @__PURE__ */ conventionFromTables({
  name: 'parse-server',
  spec: 'Parse Server',
  when: isParse,
  codes: {
    'permission likely': '119',
    'rate-limited likely': '155',
    'invalid-request likely': '200 201',
    'account-disabled likely': '205',
    'no-credentials likely': '206',
    'session-expired': '209',
  },
  // The number 101 stands for any object that was not found, users among them: only the sentence tells a sign-in.
  sentences: {
    'wrong-credentials': ['Invalid username/password', 'is invalid for this user.'],
    'account-locked': ['Your account is locked due to multiple failed login attempts'],
    'no-credentials': ['user needs to be authenticated'],
    permission: ['Permission denied'],
  },
})

/** Parse Server refuses an unknown application with this body, without a media type. */
function byKey({ body, status }: Evidence): PartialFinding | undefined {
  if (
    status !== 403 ||
    (body.mediaType !== '' && body.mediaType !== 'text/plain') ||
    body.text.trim() !== '{"error":"unauthorized"}'
  ) {
    return undefined
  }
  return { reason: 'client-rejected', rule: 'parse-server/client', saw: 'the refusal of an application' }
}
