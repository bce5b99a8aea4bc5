import { type Convention, type Evidence, type Reason, redact } from '../../verdict/index.js'
import { codesIn } from '../body/codes.js'
import { conventionFromTables } from '../build/from-tables.js'
import { errorObjectsIn, firstText } from '../body/error-objects.js'
import { reasonForRole } from '../reasons/from-slug.js'
import { reasonWhenSignedOut } from '../reasons/signed-out.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

/**
 * `rest_forbidden_context`, `rest_cannot_create`, `woocommerce_rest_cannot_view` …: WordPress sends them with 401
 * without a login, with 403 else.
 */
const refused = /^(?:woocommerce_)?rest_(?:not_logged_in|forbidden\w*|cannot_\w+|user_cannot_\w+)$/

const jwtPlugin = /^\[jwt_auth\] (?:incorrect_password|invalid_(?:username|email))$/

/**
 * WordPress: the codes of its REST API, of Application Passwords and of the JWT and WooCommerce plugins.
 * `admin-ajax.php` answers with a bare `0` or `-1`, and tells the end of a login in its heartbeat (WordPress REST API
 * handbook).
 *
 * @example
 * classify(response, { conventions: [wordpress()] }) // 401 {"code":"rest_not_logged_in"}
 */
export function wordpress(): Convention {
  return createConvention(
    'wordpress',
    (evidence) => byRest(evidence) ?? table.examine(evidence) ?? byAjax(evidence),
    'WordPress REST API',
  )
}

function byRest(evidence: Evidence): PartialFinding | undefined {
  const { status, role, sent } = evidence
  // On an integration route the WordPress is a third party's, and refuses the key that is stored for it.
  if ((status !== 401 && status !== 403) || role === 'integration') return undefined
  const places = errorObjectsIn(evidence.body.value)
  // `codesIn` leaves these codes out, because they hold a space.
  const plugin = jwtPlugin.test(firstText(places.slice(0, 1), ['code']) ?? '')
  if (plugin) return { reason: 'wrong-credentials', certainty: 'certain', saw: 'a code of the JWT plugin' }
  const code = codesIn(places).find((found) => refused.test(found.code))
  if (code === undefined) return undefined
  // WordPress ignores a wrong application password, and judges the request as one without a login.
  const reason = reasonForRole(status === 403 ? 'permission' : reasonWhenSignedOut(evidence), evidence)
  return (
    reason && {
      reason,
      certainty: reason === 'permission' && sent.scheme === undefined ? 'likely' : 'certain',
      saw: `code "${redact(code.code)}" under ${status}`,
      message: sentencesIn(places)[0],
    }
  )
}

const table: Convention = /* @__PURE__ */ conventionFromTables({
  name: 'wordpress',
  spec: 'WordPress REST API',
  codes: {
    'csrf likely': 'rest_cookie_invalid_nonce',
    csrf: 'woocommerce_rest_missing_nonce woocommerce_rest_invalid_nonce',
    'wrong-credentials 401': 'woocommerce_rest_authentication_error',
    'wrong-credentials 400 401 403': 'incorrect_password invalid_username',
    policy: 'application_passwords_disabled application_passwords_disabled_for_user',
    'no-credentials': 'jwt_auth_no_auth_header',
    'token-invalid': 'jwt_auth_invalid_token jwt_auth_bad_iss',
    'token-expired': 'jwt_auth_obsolete_token',
    'renewal-rejected': 'jwt_auth_invalid_refresh_token',
  },
})

function byAjax({ body, status, url }: Evidence): PartialFinding | undefined {
  const text = body.text.slice(0, 200).trim()
  const say = (reason: Reason, saw: string): PartialFinding => ({ reason, saw, spec: 'admin-ajax.php' })
  const [outer] = errorObjectsIn(body.value)
  if (outer?.path === '' && outer.get('wp-auth-check') === false) return say('no-credentials', '"wp-auth-check": false')
  if (!url.endsWith('/admin-ajax.php')) return undefined
  if (status === 400 && text === '0') return say('no-credentials', 'a bare 0')
  return (status === 403 || status === 200) && text === '-1' ? say('csrf', 'a bare -1') : undefined
}
