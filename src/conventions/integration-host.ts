import { type Convention, type Evidence, finding, type Finding } from '../verdict/index.js'
import { placesIn, textIn } from './place.js'
import { family } from './family.js'

const shopify = 'x-shopify-api-request-failure-reauthorize'

/**
 * Products that keep keys for others: Shopify apps, Sentry, Nango, n8n, Prometheus; whose key is dead stands in a
 * header or a typed code (RFC 9110 §15.5 has no status for it).
 *
 * @example
 * classify(response, { conventions: [integrationHost()] }) // 403, X-Shopify-API-Request-Failure-Reauthorize: 1
 */
export function integrationHost(): Convention {
  const codes = family({
    name: 'integration-host',
    spec: 'Sentry, Nango',
    headers: { 'x-shopify-retry-invalid-session-request': { '': { reason: 'token-expired', statuses: [401] } } },
    codes: {
      'app-connect-authentication-error': { reason: 'key-invalid', certainty: 'likely' },
      'sso-required': { reason: 'no-credentials', statuses: [401] },
      'sudo-required': { reason: 'step-up', statuses: [401] },
      'superuser-required': { reason: 'step-up', statuses: [403] },
      '2fa-required': { reason: 'mfa-enrolment-required', statuses: [401] },
      'member-disabled-over-limit': { reason: 'policy', statuses: [401] },
      'email-verification-required': { reason: 'policy', statuses: [401] },
      connection_refresh_backoff: { reason: 'key-invalid', statuses: [424], certainty: 'likely' },
      connection_test_failed: { reason: 'key-invalid', statuses: [400, 401, 424], certainty: 'likely' },
      reauth_required: { reason: 'key-revoked', statuses: [424], certainty: 'likely' },
    },
  })
  return { name: 'integration-host', examine: (evidence) => byShopify(evidence) ?? codes.examine(evidence) ?? byTest(evidence) }
}

function byShopify({ status, header }: Evidence): Finding | undefined {
  if (status < 400 || header(shopify) === undefined) return undefined
  const manageUrl = header(`${shopify}-url`)
  return finding('key-revoked', { certainty: 'certain', rule: 'integration-host/shopify', saw: 'a header that asks to authorize again', where: shopify, integration: 'shopify', ...(manageUrl !== undefined && { manageUrl }) })
}

const denied = /\b40[13]\b|unauthori[sz]ed|\bauthori[sz]ation|authenticat|credential|api key|token/i

/** Under status 200: n8n's and Airbyte's test of a credential, `{"data":{"status":"Error"}}`, and what a Prometheus could not read from afar. */
function byTest({ status, role, body }: Evidence): Finding | undefined {
  if (status !== 200 || role !== 'integration') return undefined
  const places = placesIn(body.value)
  const warnings = places[0]?.get('warnings')
  if (Array.isArray(warnings) && warnings.some((text) => typeof text === 'string' && /^remote_read: .{1,500} returned HTTP status 40[13]\b/.test(text))) {
    return finding('key-invalid', { certainty: 'likely', rule: 'integration-host/remote-read', saw: 'a warning that a remote server refused', where: 'body', spec: 'Prometheus' })
  }
  const failed = places.some(({ get }) => (get('status') === 'Error' || get('status') === 'failed') && denied.test(String(textIn([{ path: '', get }], ['message']))))
  return failed ? finding('key-invalid', { certainty: 'guess', rule: 'integration-host/test', saw: 'a test of a credential that failed', where: 'body', spec: 'n8n' }) : undefined
}
