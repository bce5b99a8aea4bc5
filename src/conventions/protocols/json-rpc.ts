import type { Convention, Evidence, Reason } from '../../verdict/index.js'
import { reasonFromSentence } from '../reasons/from-sentence.js'
import { firstMatch } from '../reasons/code-table.js'
import { type ErrorObject, errorObjectsIn } from '../body/error-objects.js'
import { slugOf } from '../body/codes.js'
import { sentencesIn } from '../body/sentences.js'
import { reasonForRole, reasonFromSlug } from '../reasons/from-slug.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'

const unauthorized = /^(?:unauthori[sz]ed|not authori[sz]ed)[.!]?$/i

/**
 * JSON-RPC: an error that says in a word that nobody is signed in (aria2, Deluge, Odoo's `odoo.http.SessionExpiredException`),
 * and a sign-in that answers `false` (JSON-RPC 2.0 §5).
 *
 * @example
 * classify(response, { conventions: [jsonRpc()] }) // 200 {"result":null,"error":{"message":"Not authenticated","code":1},"id":1}
 */
export function jsonRpc(): Convention {
  return createConvention('json-rpc', examine, 'JSON-RPC 2.0 §5.1')
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { body, status, role } = evidence
  const replies: readonly unknown[] = Array.isArray(body.value) ? body.value.slice(0, 20) : [body.value]
  for (const reply of replies) {
    const place = errorObjectsIn(reply)[0]
    if (place?.path !== '' || !isReply(place)) continue
    const [error] = errorObjectsIn(place.get('error'))
    const connect = error && elicitationIn(error)
    if (connect) return connect
    const said = error && told(error)
    const reason =
      said && (role === 'sign-in' && said === 'no-credentials' ? 'wrong-credentials' : reasonForRole(said, evidence))
    if (reason) return { reason, saw: 'an error that says so' }
    if (role === 'sign-in' && status < 400 && error === undefined && place.get('result') === false) {
      return { reason: 'wrong-credentials', saw: 'a sign-in with the result false' }
    }
  }
  return undefined
}

/** A reply names the protocol; one of before 2.0 has its `id`, a `result` and an `error`, one of them null. */
function isReply({ get }: ErrorObject): boolean {
  const id = get('id')
  const isId = id === null || typeof id === 'number' || typeof id === 'string'
  return get('jsonrpc') !== undefined || (isId && get('result') !== undefined && get('error') !== undefined)
}

/** Odoo names the exception; `AccessError` is what a user who is known may not do. */
const exceptions: readonly (readonly [Reason, RegExp])[] = [
  ['session-expired', /\bSessionExpiredException$/],
  ['wrong-credentials', /^odoo\.exceptions\.AccessDenied$/],
  ['permission', /^odoo\.exceptions\.AccessError$/],
]

function told(error: ErrorObject): Reason | undefined {
  const name = errorObjectsIn(error.get('data'))[0]?.get('name')
  const named = typeof name === 'string' ? firstMatch(exceptions, name.slice(0, 200)) : undefined
  if (named) return named
  for (const text of [error.get('message'), error.get('data')]) {
    if (typeof text !== 'string') continue
    const said = unauthorized.test(text) ? 'no-credentials' : (reasonFromSentence(text) ?? reasonFromSlug(slugOf(text)))
    if (said !== undefined && said !== 'permission') return said
  }
  return undefined
}

/** MCP: the user must allow something at a URL first, such as access to another service (MCP 2025-11-25 "URL Elicitation Required"). */
function elicitationIn(error: ErrorObject): PartialFinding | undefined {
  if (error.get('code') !== -32_042) return undefined
  const list = errorObjectsIn(error.get('data'))[0]?.get('elicitations')
  const [first] = errorObjectsIn(Array.isArray(list) ? list[0] : undefined)
  const url = first?.get('url')
  return {
    reason: 'key-missing',
    certainty: 'certain',
    rule: 'json-rpc/url-elicitation-required',
    saw: 'error code -32042',
    spec: 'MCP 2025-11-25 elicitation',
    manageUrl: typeof url === 'string' ? url : undefined,
    message: first && sentencesIn([first])[0],
  }
}
