import { type Convention, type Evidence, finding, type Finding, type Reason } from '../verdict/index.js'
import { family } from './family.js'
import { placesIn } from './place.js'
import { messageOf } from './words.js'

/**
 * Discourse: `error_type`, the header that tells that the session died, and sign-ins refused under status 200
 * (Discourse, application_controller.rb and session_controller.rb; RFC 9110 §15.5.4).
 *
 * @example
 * classify(response, { conventions: [discourse()] }) // 403 {"error_type":"not_logged_in"}
 */
export function discourse(): Convention {
  return { name: 'discourse', examine: (evidence) => bySignIn(evidence) ?? table.examine(evidence) }
}

const table: Convention = /* @__PURE__ */ family({
  name: 'discourse',
  spec: 'Discourse, application_controller.rb',
  headers: { 'discourse-logged-out': { '': 'session-expired' } },
  codes: {
    not_logged_in: { reason: 'no-credentials', statuses: [403, 404] },
    invalid_access: { reason: 'permission', statuses: [403] },
    read_only: 'server-error',
    rate_limit: 'rate-limited',
  },
})

const reasons: Readonly<Record<string, Reason>> = {
  invalid_second_factor: 'wrong-credentials',
  invalid_security_key: 'wrong-credentials',
  not_activated: 'account-disabled',
  suspended: 'account-disabled',
}

/** 200 with an `error` and nothing of a user. */
function bySignIn({ status, role, body }: Evidence): Finding | undefined {
  const outer = placesIn(body.value)[0]
  const error = outer?.get('error')
  if (status !== 200 || role !== 'sign-in' || outer?.path !== '' || typeof error !== 'string' || outer.get('user') !== undefined) return undefined
  const why = outer.get('reason')
  const reason = (typeof why === 'string' && Object.hasOwn(reasons, why) ? reasons[why] : undefined) ?? 'wrong-credentials'
  return finding<Reason>(reason, { certainty: 'likely', rule: `discourse/${reason}`, saw: 'an error for a sign-in', where: 'body', spec: 'Discourse, session_controller.rb', ...messageOf(error) })
}
