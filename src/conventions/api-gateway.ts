import type { Convention } from '../verdict/index.js'
import { family, type Row } from './family.js'

const denied: Row = { reason: 'policy', statuses: [403] }

/**
 * API gateways that check tokens themselves: Envoy and Istio, Kong, Tyk, Apigee, Ory Oathkeeper (RFC 9110 §15.5 leaves the
 * words to them).
 *
 * @example
 * classify(response, { conventions: [apiGateway()] }) // 401 Jwt is expired
 */
export function apiGateway(): Convention {
  return family({
    name: 'api-gateway',
    spec: 'Envoy, Kong, Tyk, Apigee',
    when: ({ role, sent }) => role !== 'sign-in' && role !== 'integration' && sent.scheme !== 'basic',
    codes: {
      'oauth.v2.invalidaccesstoken': 'token-invalid',
      'oauth.v2.accesstokennotfound': 'no-credentials',
      'steps.oauth.v2.failedtoresolvetoken': 'no-credentials',
      'keymanagement.service.access_token_expired': 'token-expired',
      'keymanagement.service.invalid_access_token': 'token-invalid',
      'keymanagement.service.access_token_not_approved': 'token-revoked',
      'keymanagement.service.insufficientscope': 'insufficient-scope',
      'policies.ratelimit.quotaviolation': 'rate-limited',
      'policies.ratelimit.spikearrestviolation': 'rate-limited',
    },
    sentences: {
      'RBAC: access denied': denied,
      'Jwt is missing': 'no-credentials',
      'Jwt is expired': 'token-expired',
      'Jwt verification fails': 'token-invalid',
      'Jwt issuer is not configured': 'token-invalid',
      'Jwt is not in the form of Header.Payload.Signature': 'token-invalid',
      "Jwks doesn't have key to match kid or alg from Jwt": 'token-invalid',
      'Audiences in Jwt are not allowed': 'permission',
      'OAuth flow failed.': { reason: 'no-credentials', statuses: [401] },
      "No credentials found for given 'iss'": 'token-invalid',
      'You cannot consume this service': denied,
      'Your IP address is not allowed': denied,
      'Authorization field missing': 'no-credentials',
      'Key has expired, please renew': 'token-expired',
      'Access to this API has been disallowed': denied,
      'Access credentials are invalid': { reason: 'token-invalid', statuses: [401] },
      'Access credentials are not sufficient to access this resource': denied,
    },
  })
}
