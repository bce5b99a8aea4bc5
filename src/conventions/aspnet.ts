import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * ASP.NET: the sign-in results of ASP.NET Core Identity as problem details (RFC 9457 §3.1.4), Web API 2, IIS.
 *
 * @example
 * classify(response, { role: 'sign-in', conventions: [aspnet()] }) // 401 {"title":"Unauthorized","detail":"LockedOut"}
 */
export function aspnet(): Convention {
  return family({
    name: 'aspnet',
    spec: 'ASP.NET Core Identity, SignInResult',
    codes: {
      lockedout: { reason: 'account-locked', roles: ['sign-in'] },
      notallowed: { reason: 'account-disabled', roles: ['sign-in'] },
      requirestwofactor: { reason: 'step-up', roles: ['sign-in'] },
      passwordmismatch: 'wrong-credentials',
    },
    sentences: {
      'Authorization has been denied for this request.': { reason: 'no-credentials', statuses: [401] },
      'The antiforgery token could not be decrypted': 'csrf',
      'The required antiforgery': 'csrf',
      'HTTP Error 403.6': 'policy',
      'HTTP Error 403.8': 'policy',
      'HTTP Error 403.14': 'permission',
    },
  })
}
