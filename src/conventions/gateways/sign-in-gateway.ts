import type { Certainty, Convention, Evidence, Reason } from '../../verdict/index.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'

/** Headers that a gateway puts on what it answers by itself. */
const marks = ['x-goog-iap-generated-response', 'x-pomerium-intercepted-response', 'cf-access-domain', 'cf-access-aud']
const pages = [
  '<ak-flow-executor',
  '/outpost.goauthentik.io/',
  '/oauth2/start',
  'oauth2-proxy',
  '/cdn-cgi/access/login',
]

/**
 * Gateways that sign users in before an app is reached: Google IAP, Pomerium, Cloudflare Access, Authentik, oauth2-proxy, AWS
 * load balancers (RFC 9110 §15.5.2).
 *
 * @example
 * classify(response, { conventions: [signInGateway()] }) // 401, x-goog-iap-generated-response: true
 */
export function signInGateway(): Convention {
  return createConvention('sign-in-gateway', examine)
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { status, header, body, role, sent } = evidence
  if (role === 'sign-in') return undefined
  const mark = marks.find((name) => header(name) !== undefined)
  const isPage = body.format === 'html' && status < 500
  if (mark !== undefined) {
    // It is our own gateway, also where the route is an integration's.
    if (status === 401) {
      return say(
        role === 'integration' ? 'session-expired' : sent.scheme === undefined ? 'no-credentials' : 'token-invalid',
        'certain',
        mark,
      )
    }
    // Access answers with 403 both who may not enter and, where only service tokens may, who did not sign in.
    if (status === 403) return say('policy', mark.startsWith('cf-') ? 'guess' : 'certain', mark)
    return isPage && status < 300 ? say('login-page', 'likely', mark) : undefined
  }
  // The load balancer's own status: the identity provider answered with an error.
  if (status === 561 && /^awselb\b/.test(header('server') ?? '')) return say('no-credentials', 'likely', 'server')
  if (!isPage || sent.page || (status >= 300 && status !== 401 && status !== 403)) return undefined
  const words = pages.find((part) => body.text.includes(part))
  // A page of theirs may also say that this person may not enter.
  return words === undefined || !/<form\b|<ak-flow-executor/i.test(body.text)
    ? undefined
    : say('login-page', 'likely', 'body')
}

function say(reason: Reason, certainty: Certainty, where: string): PartialFinding {
  return { reason, certainty, saw: `a sign-in gateway's ${where === 'body' ? 'page' : 'own answer'}`, where }
}
