import type { Certainty, Convention, Evidence } from '../../verdict/index.js'
import { errorObjectsIn, firstText } from '../body/error-objects.js'
import { passwordField, withoutScripts } from '../body/html-text.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { isSignInAddress } from '../reasons/sign-in-address.js'

const statuses: ReadonlySet<number> = /* @__PURE__ */ new Set([200, 203, 401, 403, 408, 419, 440])
const hints = ['location', 'x-auth-redirect-url', 'x-login-url', 'x-redirect-url']
const members = [
  'loginUrl',
  'login_url',
  'signInUrl',
  'redirect',
  'redirectUrl',
  'redirect_url',
  'redirectTo',
  'location',
]
// None of these spans another tag, so that they take linear time.
const post = /\bname\s{0,9}=\s{0,9}["']?(?:SAML(?:Request|Response)|wresult|id_token)\b/i
const action = /<form\b[^<>]{0,500}\baction\s{0,9}=\s{0,9}["']?([^"'\s<>]{1,500})/i
const refresh = /<meta\b(?=[^<>]{0,500}\brefresh\b)[^<>]{0,500}\burl\s{0,9}=\s{0,9}["']?([^"'\s<>]{1,500})/i
const script =
  /\blocation(?:\.href)?\s{0,9}=\s{0,9}["']([^"'\s]{1,500})|\blocation\.(?:replace|assign)\(\s{0,9}["']([^"'\s]{1,500})/

/**
 * A login page where data was asked for: by a redirect that ended at a sign-in address, a password form, a SAML or OpenID
 * page that posts itself, a page that sends one on to sign in, or an address that a refusal names (RFC 9110 §15.4 has no
 * status for it).
 *
 * @example
 * classify(response, { conventions: [loginPage()] }) // 200, HTML with <input type="password">
 */
export function loginPage(): Convention {
  return createConvention('login-page', examine)
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { status, role, sent } = evidence
  // Who is just signing in, or refused by name and password, is not told to sign in.
  if (
    role === 'sign-in' ||
    sent.scheme === 'basic' ||
    !statuses.has(status) ||
    isSignInAddress(evidence.url, evidence.url)
  ) {
    return undefined
  }
  return byRedirect(evidence) ?? byPage(evidence) ?? (status < 400 ? undefined : byHint(evidence))
}

function byRedirect(evidence: Evidence): PartialFinding | undefined {
  const { body, finalUrl, redirected } = evidence
  if (!redirected || body.format === 'json' || finalUrl === evidence.url || !isSignInAddress(finalUrl, evidence.url)) {
    return undefined
  }
  return {
    reason: 'login-redirect',
    certainty: body.format === 'html' ? 'likely' : 'guess',
    rule: 'login-page/redirect',
    saw: 'a redirect that ended at a sign-in address',
    where: 'url',
    loginUrl: finalUrl,
  }
}

function byPage({ body, status, sent, url }: Evidence): PartialFinding | undefined {
  if (body.format !== 'html' || (status < 400 && sent.page)) return undefined
  const html = withoutScripts(body.text)
  const fields = html.match(passwordField)?.length ?? 0
  // Two of them are for choosing a password.
  if (fields > 0) return page(fields === 1 || status >= 400 ? 'likely' : 'guess', 'form', 'a form with a password')
  if (post.test(html)) return page('likely', 'post', 'a form that carries a sign-in from one site to another')
  const start = status < 400 && status !== 203 ? undefined : action.exec(html)?.[1]
  if (start !== undefined && isSignInAddress(start, url)) return page('likely', 'form', 'a form that starts a sign-in')
  // An app's own page has scripts of its own to load; one that only sends on has not.
  const sends = refresh.exec(html) ?? (/<script\b[^<>]{0,500}\bsrc\b/i.test(html) ? undefined : script.exec(body.text))
  const target = sends?.[1] ?? sends?.[2]
  if (target === undefined || !isSignInAddress(target, url)) return undefined
  return page('likely', 'sends-on', 'a page that sends one on to sign in', target)
}

function page(certainty: Certainty, rule: string, saw: string, loginUrl?: string): PartialFinding {
  return { reason: 'login-page', certainty, rule: `login-page/${rule}`, saw, loginUrl }
}

/** An address to sign in at, told in a header or a member; no client follows either. */
function byHint({ body, status, role, url, header }: Evidence): PartialFinding | undefined {
  if (status !== 401 && status !== 403) return undefined
  const name = hints.find((hint) => isSignInAddress(header(hint) ?? '', url))
  const loginUrl = name === undefined ? firstText(errorObjectsIn(body.value), members) : header(name)
  if (loginUrl === undefined || !isSignInAddress(loginUrl, url)) return undefined
  return {
    reason: 'login-redirect',
    certainty: role === 'integration' ? 'guess' : 'likely',
    rule: 'login-page/hint',
    saw: 'an address to sign in at',
    where: name ?? 'body',
    loginUrl,
  }
}
