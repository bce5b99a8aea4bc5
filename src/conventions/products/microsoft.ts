import type { Convention, Evidence, Reason } from '../../verdict/index.js'
import { firstMatch } from '../reasons/code-table.js'
import { type ErrorObject, errorObjectsIn } from '../body/error-objects.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

const forms = ['x-forms_based_auth_required', 'x-forms-based-auth-required']
/**
 * Codes of Microsoft Graph, Azure Resource Manager and SharePoint, by how they begin. SharePoint's sentences are
 * translated, its numbers are not.
 */
// prettier-ignore
const codes: readonly (readonly [Reason, code: RegExp])[] = [
  ['token-invalid', /^(?:InvalidAuthenticationToken|Authentication_MissingOrMalformed|unauthenticated$)/],
  ['token-expired', /^(?:ExpiredAuthenticationToken|Authentication_ExpiredToken|TokenExpired)/],
  ['permission', /^(?:Authorization_RequestDenied|AuthorizationFailed|LinkedAuthorizationFailed|ErrorAccessDenied|accessDenied$|-2147024891,)/],
  ['csrf', /^-2130575252,/],
  ['rate-limited', /^(?:TooManyRequests|activityLimitReached)$/],
]

/**
 * SharePoint and Microsoft Graph, where an app calls them with a token of its own: they send a sign-in address in
 * `X-Forms_Based_Auth_Required` (MS-OFBA §3.2), and typed codes. `oauth2()` reads their claims challenges.
 *
 * @example
 * classify(response, { conventions: [microsoft()] }) // 403, X-Forms_Based_Auth_Required: https://org.sharepoint.com/_forms/default.aspx
 */
export function microsoft(): Convention {
  return createConvention('microsoft', examine, 'Microsoft Graph')
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { body, status, role, header, integration } = evidence
  if (status < 400) return undefined
  const name = forms.find((field) => header(field) !== undefined)
  if (name !== undefined) {
    const ground = { rule: 'microsoft/forms-based', saw: 'an address to sign in at', where: name, spec: 'MS-OFBA §3.2' }
    return role === 'integration'
      ? { reason: 'key-revoked', ...ground, integration: integration ?? 'sharepoint' }
      : { reason: 'login-redirect', certainty: 'certain', ...ground, loginUrl: header(name) }
  }
  const places = errorObjectsIn(body.value)
  return byCode([...places, ...errorObjectsIn(places[0]?.get('odata.error'))], evidence)
}

/**
 * A code is about our token only where the request carried one, or went to Microsoft itself. Else our backend relays
 * it.
 */
function byCode(places: readonly ErrorObject[], { status, role, sent, url }: Evidence): PartialFinding | undefined {
  if (
    role === 'integration' ||
    (sent.scheme !== 'bearer' && !/^https:\/\/[^/]*\.(?:microsoft|sharepoint|azure)\.\w+\//.test(url))
  ) {
    return undefined
  }
  for (const { get } of places) {
    const code = get('code')
    if (typeof code !== 'string') continue
    const reason = firstMatch(codes, code)
    if (reason === undefined || (reason === 'permission' && status !== 403)) continue
    // Our backend may relay the answer that Graph gave to a token of the backend: the code is `likely` only.
    return {
      reason,
      certainty: 'likely',
      saw: 'a code of Microsoft Graph or SharePoint',
      message: sentencesIn(places)[0],
    }
  }
  return undefined
}
