import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * ASP.NET: its Core Identity puts the result of a sign-in into problem details (RFC 9457 §3.1.4); Web API 2 and IIS
 * have sentences of their own.
 *
 * @example
 * classify(response, { role: 'sign-in', conventions: [aspnet()] }) // 401 {"title":"Unauthorized","detail":"LockedOut"}
 */
export function aspnet(): Convention {
  return conventionFromTables({
    name: 'aspnet',
    spec: 'ASP.NET Core Identity',
    codes: {
      'account-locked sign-in': 'lockedout',
      'account-disabled sign-in': 'notallowed',
      'step-up sign-in': 'requirestwofactor',
      'wrong-credentials': 'passwordmismatch',
    },
    sentences: {
      'no-credentials 401': ['Authorization has been denied for this request.'],
      csrf: ['The antiforgery token could not be decrypted', 'The required antiforgery'],
      policy: ['HTTP Error 403.6', 'HTTP Error 403.8'],
      permission: ['HTTP Error 403.14'],
    },
  })
}
