import { literal, object, optional, string } from 'zod/mini'
import type { Convention, Reason } from '../verdict/index.js'
import { defineConvention, type Said } from './convention.js'

const schema = /* @__PURE__ */ (() => object({ kind: literal('Status'), apiVersion: string(), reason: string(), message: optional(string()) }))()

/** What the API server's `Status` reasons mean; the rest are about the object asked for. */
const reasons: Readonly<Record<string, Reason>> = {
  Unauthorized: 'no-credentials',
  Forbidden: 'permission',
  NotFound: 'not-found',
  TooManyRequests: 'rate-limited',
  Invalid: 'invalid-request',
  BadRequest: 'invalid-request',
}

/**
 * Kubernetes: `Status` objects of the API server; what is forbidden to `system:anonymous` needs a login, not a permission
 * (RFC 9110 §15.5.4).
 *
 * @example
 * classify(response, { conventions: [kubernetes()] }) // 403, with what is forbidden to system:anonymous
 */
export function kubernetes(): Convention {
  return defineConvention({
    name: 'kubernetes',
    body: schema,
    examine: ({ status, sent, role }, { reason, message = '' }): Said => {
      const meaning = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined
      // A cluster behind an integration is somebody else's.
      if (meaning === undefined || status < 400 || role === 'integration') return undefined
      const anonymous = meaning === 'permission' && /User "system:anonymous"/.test(message.slice(0, 500))
      const refused = meaning === 'no-credentials' && sent.scheme !== undefined
      return {
        reason: anonymous ? 'no-credentials' : refused ? 'token-invalid' : meaning,
        certainty: anonymous ? 'likely' : 'certain',
        saw: anonymous ? 'reason "Forbidden" for system:anonymous' : `reason "${reason}" of a Status`,
        spec: 'Kubernetes API conventions, Status',
        message,
      }
    },
  })
}
