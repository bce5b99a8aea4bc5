import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * API gateways that check tokens themselves: Envoy, Istio, Kong, Tyk, Apigee and Ory Oathkeeper.
 *
 * @example
 * classify(response, { conventions: [apiGateway()] }) // 401 Jwt is expired
 */
export function apiGateway(): Convention {
  return conventionFromTables({
    name: 'api-gateway',
    spec: 'Envoy, Kong, Tyk, Apigee',
    when: ({ role, sent }) => role !== 'sign-in' && role !== 'integration' && sent.scheme !== 'basic',
    codes: {
      'token-invalid': 'oauth.v2.invalidaccesstoken keymanagement.service.invalid_access_token',
      'no-credentials': 'oauth.v2.accesstokennotfound steps.oauth.v2.failedtoresolvetoken',
      'token-expired': 'keymanagement.service.access_token_expired',
      'token-revoked': 'keymanagement.service.access_token_not_approved',
      'insufficient-scope': 'keymanagement.service.insufficientscope',
      'rate-limited': 'policies.ratelimit.quotaviolation policies.ratelimit.spikearrestviolation',
    },
    sentences: {
      'policy 403': [
        'RBAC: access denied',
        'You cannot consume this service',
        'Your IP address is not allowed',
        'Access to this API has been disallowed',
        'Access credentials are not sufficient to access this resource',
      ],
      'no-credentials': ['Jwt is missing', 'Authorization field missing'],
      'token-expired': ['Jwt is expired', 'Key has expired, please renew'],
      'token-invalid': [
        'Jwt verification fails',
        'Jwt issuer is not configured',
        'Jwt is not in the form of Header.Payload.Signature',
        "Jwks doesn't have key to match kid or alg from Jwt",
        "No credentials found for given 'iss'",
      ],
      permission: ['Audiences in Jwt are not allowed'],
      'no-credentials 401': ['OAuth flow failed.'],
      'token-invalid 401': ['Access credentials are invalid'],
    },
  })
}
