import type { Certainty, Convention, Evidence, Reason } from '../../verdict/index.js'
import { reasonWhenSignedOut } from '../reasons/signed-out.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'

/** Headers that a gateway adds to its own answers only. */
const marks = ['x-goog-iap-generated-response', 'x-pomerium-intercepted-response', 'cf-access-domain', 'cf-access-aud']
const pages = [
  '<ak-flow-executor',
  '/outpost.goauthentik.io/',
  '/oauth2/start',
  'oauth2-proxy',
  '/cdn-cgi/access/login',
]

/**
 * Gateways that sign users in before a request reaches the app: Google IAP, Pomerium, Cloudflare Access, Authentik,
 * oauth2-proxy and AWS load balancers.
 *
 * @example
 * classify(response, { conventions: [signInGateway()] }) // 401, x-goog-iap-generated-response: true
 */
export function signInGateway(): Convention {
  return createConvention('sign-in-gateway', examine)
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { body, status, role, sent, header } = evidence
  if (role === 'sign-in') return undefined
  const mark = marks.find((name) => header(name) !== undefined)
  const isPage = body.format === 'html' && status < 500
  if (mark !== undefined) {
    if (status === 401) {
      // The gateway stands before the app: its refusal is our own, also on an integration route.
      return describe(role === 'integration' ? 'session-expired' : reasonWhenSignedOut(evidence), 'certain', mark)
    }
    // Cloudflare Access answers 403 to a user without permission, and to a request without a service token.
    if (status === 403) return describe('policy', mark.startsWith('cf-') ? 'guess' : 'certain', mark)
    return isPage && status < 300 ? describe('login-page', 'likely', mark) : undefined
  }
  // An AWS load balancer answers 561 when its identity provider answers with an error.
  if (status === 561 && /^awselb\b/.test(header('server') ?? '')) return describe('no-credentials', 'likely', 'server')
  if (!isPage || sent.page || (status >= 300 && status !== 401 && status !== 403)) return undefined
  const words = pages.find((part) => body.text.includes(part))
  // A gateway's page without a form says that the user has no permission.
  return words === undefined || !/<form\b|<ak-flow-executor/i.test(body.text)
    ? undefined
    : describe('login-page', 'likely', 'body')
}

function describe(reason: Reason, certainty: Certainty, where: string): PartialFinding {
  return { reason, certainty, saw: `a sign-in gateway's ${where === 'body' ? 'page' : 'own answer'}`, where }
}
