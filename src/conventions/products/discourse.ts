import type { Convention, Evidence } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'
import { codeTable } from '../reasons/code-table.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'

/**
 * Discourse: it sends `error_type`, a header when the session has ended, and status 200 when it refuses a sign-in
 * (Discourse, application_controller.rb and session_controller.rb).
 *
 * @example
 * classify(response, { conventions: [discourse()] }) // 403 {"error_type":"not_logged_in"}
 */
export function discourse(): Convention {
  return createConvention('discourse', (evidence) => bySignIn(evidence) ?? table.examine(evidence), 'Discourse')
}

const table: Convention = /* @__PURE__ */ conventionFromTables({
  name: 'discourse',
  spec: 'Discourse',
  headers: {
    'discourse-logged-out': { 'session-expired': [''] },
  },
  codes: {
    'no-credentials 403 404': 'not_logged_in',
    'permission 403': 'invalid_access',
    'server-error': 'read_only',
    'rate-limited': 'rate_limit',
  },
})

const reasons = /* @__PURE__ */ codeTable({
  'wrong-credentials': 'invalid_second_factor invalid_security_key',
  'account-disabled': 'not_activated suspended',
})

/** Discourse refuses a sign-in with 200, an `error` and no `user`. */
function bySignIn({ body, status, role }: Evidence): PartialFinding | undefined {
  const outer = errorObjectsIn(body.value)[0]
  const message = outer?.get('error')
  if (
    status !== 200 ||
    role !== 'sign-in' ||
    outer?.path !== '' ||
    typeof message !== 'string' ||
    outer.get('user') !== undefined
  ) {
    return undefined
  }
  return { reason: reasons.get(outer.get('reason')) ?? 'wrong-credentials', saw: 'an error for a sign-in', message }
}
