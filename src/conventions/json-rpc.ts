import { type Convention, type Evidence, finding, type Finding, type Reason } from '../verdict/index.js'
import { askedToSignIn } from './asked-to-sign-in.js'
import { type Place, placesIn } from './place.js'
import { readAs } from './refusal.js'

const unauthorized = /^(?:unauthori[sz]ed|not authori[sz]ed)[.!]?$/i

/**
 * JSON-RPC: an error that says in a word that nobody is signed in (aria2, Deluge, Odoo's `odoo.http.SessionExpiredException`),
 * and a sign-in that answers `false` (JSON-RPC 2.0 §5).
 *
 * @example
 * classify(response, { conventions: [jsonRpc()] }) // 200 {"result":null,"error":{"message":"Not authenticated","code":1},"id":1}
 */
export function jsonRpc(): Convention {
  return { name: 'json-rpc', examine }
}

function examine(evidence: Evidence): Finding | undefined {
  const { body, role, status } = evidence
  const replies: readonly unknown[] = Array.isArray(body.value) ? body.value.slice(0, 20) : [body.value]
  for (const reply of replies) {
    const place = placesIn(reply)[0]
    if (place?.path !== '' || !isReply(place)) continue
    const [error] = placesIn(place.get('error'))
    const said = error && meaningOf(error)
    const reason = said && (role === 'sign-in' && said === 'no-credentials' ? 'wrong-credentials' : readAs(said, evidence))
    if (reason) return say(reason, 'an error that says so')
    if (role === 'sign-in' && status < 400 && error === undefined && place.get('result') === false) return say('wrong-credentials', 'a sign-in with the result false')
  }
  return undefined
}

/** A reply has its `id`, and a `result` or an `error`; older servers send both, one of them null. */
function isReply({ get }: Place): boolean {
  const id = get('id')
  const idle = id === null || typeof id === 'number' || typeof id === 'string'
  return idle && (get('jsonrpc') !== undefined || (get('result') !== undefined && get('error') !== undefined))
}

/** Odoo names the exception; `AccessError` is what a user who is known may not do. */
const exceptions: readonly (readonly [RegExp, Reason])[] = [
  [/\bSessionExpiredException$/, 'session-expired'],
  [/^odoo\.exceptions\.AccessDenied$/, 'wrong-credentials'],
  [/^odoo\.exceptions\.AccessError$/, 'permission'],
]

function meaningOf(error: Place): Reason | undefined {
  const name = placesIn(error.get('data'))[0]?.get('name')
  const named = typeof name === 'string' ? exceptions.find(([words]) => words.test(name.slice(0, 200)))?.[1] : undefined
  if (named) return named
  const message = error.get('message')
  if (typeof message !== 'string') return undefined
  return unauthorized.test(message) ? 'no-credentials' : askedToSignIn(message)
}

function say(reason: Reason, saw: string): Finding {
  return finding<Reason>(reason, { certainty: 'likely', rule: `json-rpc/${reason}`, saw, where: 'body', spec: 'JSON-RPC 2.0 §5.1' })
}
