import type { Convention, Evidence } from '../../verdict/index.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { conventionFromTables } from '../build/from-tables.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'

const shopify = 'x-shopify-api-request-failure-reauthorize'

/**
 * Products that keep keys for others: Shopify apps, Sentry, Nango, Prometheus; whose key is dead stands in a
 * header or a typed code (RFC 9110 §15.5 has no status for it).
 *
 * @example
 * classify(response, { conventions: [integrationHost()] }) // 403, X-Shopify-API-Request-Failure-Reauthorize: 1
 */
export function integrationHost(): Convention {
  return createConvention(
    'integration-host',
    (evidence) => byShopify(evidence) ?? codes.examine(evidence) ?? byWarning(evidence),
  )
}

const codes: Convention = /* @__PURE__ */ conventionFromTables({
  name: 'integration-host',
  spec: 'Sentry, Nango',
  headers: {
    'x-shopify-retry-invalid-session-request': { 'token-expired 401': [''] },
  },
  codes: {
    'key-invalid likely': 'app-connect-authentication-error',
    'no-credentials 401': 'sso-required',
    'step-up 401': 'sudo-required',
    'step-up 403': 'superuser-required',
    'mfa-enrolment-required 401': '2fa-required',
    'policy 401': 'member-disabled-over-limit email-verification-required',
    'key-invalid 424 likely': 'connection_refresh_backoff',
    'key-invalid 400 401 424 likely': 'connection_test_failed',
    'key-revoked 424 likely': 'reauth_required',
  },
})

function byShopify({ status, header }: Evidence): PartialFinding | undefined {
  if (status < 400 || header(shopify) === undefined) return undefined
  return {
    reason: 'key-revoked',
    certainty: 'certain',
    rule: 'integration-host/shopify',
    saw: 'a header that asks to authorize again',
    where: shopify,
    integration: 'shopify',
    manageUrl: header(`${shopify}-url`),
  }
}

/** Under status 200: what a Prometheus could not read from afar. */
function byWarning({ body, status, role }: Evidence): PartialFinding | undefined {
  if (status !== 200 || role !== 'integration') return undefined
  const warnings = errorObjectsIn(body.value)[0]?.get('warnings')
  const isRefused =
    Array.isArray(warnings) &&
    warnings.some(
      (text) => typeof text === 'string' && /^remote_read: .{1,500} returned HTTP status 40[13]\b/.test(text),
    )
  return isRefused
    ? {
        reason: 'key-invalid',
        rule: 'integration-host/remote-read',
        saw: 'a warning that a remote server refused',
        spec: 'Prometheus',
      }
    : undefined
}
