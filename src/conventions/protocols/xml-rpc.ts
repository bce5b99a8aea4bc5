import type { Convention, Evidence, Reason } from '../../verdict/index.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'

const fault = /<methodResponse>\s*<fault>/
const number = /<name>\s*faultCode\s*<\/name>\s*<value>\s*<(?:int|i4)>\s*(-?\d{1,6})\s*</
/** Fixed words of WordPress, Movable Type, Odoo and Bugzilla. */
const wrong =
  /Incorrect username or password|Bad login\/pass combination|Invalid login|The (?:login|username) or password you entered is not valid/
const denied = /Access ?Denied|Not logged in|You must log in/

/**
 * XML-RPC: a fault under status 200; the credentials stand in the call itself, so a refused login is a wrong password
 * (XML-RPC "Fault example").
 *
 * @example
 * classify(response, { conventions: [xmlRpc()] }) // 200 <methodResponse><fault>… 403 … Incorrect username or password.
 */
export function xmlRpc(): Convention {
  return createConvention('xml-rpc', examine, 'XML-RPC')
}

function examine({ body, role }: Evidence): PartialFinding | undefined {
  if (!fault.test(body.text.slice(0, 500))) return undefined
  const code = number.exec(body.text)?.[1]
  const status = code === '401' || code === '403'
  return { reason: reasonFromFault(body.text, status, role), saw: `a fault${code === undefined ? '' : ` ${code}`}` }
}

/** Codes are each server's own; those of HTTP are borrowed often, and in any language. */
function reasonFromFault(text: string, borrowed: boolean, role: Evidence['role']): Reason | undefined {
  if (wrong.test(text)) return 'wrong-credentials'
  if (role === 'sign-in') return borrowed || denied.test(text) ? 'wrong-credentials' : undefined
  if (denied.test(text)) return 'no-credentials'
  // A third party's are stored with us.
  const reason = role === 'integration' ? 'no-credentials' : 'permission'
  return borrowed ? reason : undefined
}
