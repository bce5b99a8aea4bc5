import type { Convention, Evidence, Reason } from '../verdict/index.js'
import { finding, type Finding } from '../verdict/index.js'
import { family } from './family.js'
import { placesIn } from './place.js'

const wrong: Reason = 'wrong-credentials'

/**
 * Parse Server: its numbers beside the sentence in `error`, under whatever status they come (Parse REST API "Error codes";
 * RFC 9110 §15.5.5 for its 404).
 *
 * @example
 * classify(response, { conventions: [parseServer()] }) // 400 {"code":209,"error":"Invalid session token"}
 */
export function parseServer(): Convention {
  return { name: 'parse-server', examine: (evidence) => byKey(evidence) ?? known.examine(evidence) ?? notFound.examine(evidence) }
}

/** Parse's 119 or 209 is somebody else's number without a sentence in `error` beside it, and nothing else. */
function isParse({ body, status }: Evidence): boolean {
  const { value } = body
  if (status < 400 || typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const [outer] = placesIn(value)
  return typeof outer?.get('code') === 'number' && typeof outer.get('error') === 'string' && Object.keys(value).length === 2
}

const known: Convention = /* @__PURE__ */ family({
  name: 'parse-server',
  spec: 'Parse error codes',
  when: isParse,
  codes: {
    '209': 'session-expired',
    '206': { reason: 'no-credentials', certainty: 'likely' },
    '119': { reason: 'permission', certainty: 'likely' },
    '200': { reason: 'invalid-request', certainty: 'likely' },
    '201': { reason: 'invalid-request', certainty: 'likely' },
    '205': { reason: 'account-disabled', certainty: 'likely' },
    '155': { reason: 'rate-limited', certainty: 'likely' },
  },
})

/** 101 is "object not found", and what Parse says of a user who is not found. */
const notFound: Convention = /* @__PURE__ */ family({
  name: 'parse-server',
  spec: 'Parse error codes',
  when: isParse,
  sentences: {
    'Invalid username/password': wrong,
    'is invalid for this user.': wrong,
    'Your account is locked due to multiple failed login attempts': 'account-locked',
    'user needs to be authenticated': 'no-credentials',
    'Permission denied': 'permission',
  },
})

/** The refusal of an unknown application is written by hand there: no media type. */
function byKey({ status, body }: Evidence): Finding | undefined {
  if (status !== 403 || (body.mediaType !== '' && body.mediaType !== 'text/plain') || body.text.trim() !== '{"error":"unauthorized"}') return undefined
  return finding('client-rejected', { certainty: 'likely', rule: 'parse-server/client', saw: 'the refusal of an application', where: 'body', spec: 'Parse Server middlewares' })
}
