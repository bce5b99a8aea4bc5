import type { Verdict } from '../../verdict/index.js'
import { challengeFor, isStrengthNamed } from '../suggested-response.js'
import type { Rule } from './rule.js'

export const challengeHidden: Rule = (verdict, { pageOrigin }) => {
  if (
    verdict.status !== 401 ||
    verdict.challenges.length > 0 ||
    verdict.kind === 'third-party-key-invalid' ||
    !isHiddenByCors(verdict, pageOrigin)
  ) {
    return undefined
  }
  return {
    code: 'challenge-hidden',
    title: 'CORS hides the challenge',
    text: 'The answer came from another origin, and browsers show WWW-Authenticate to the page only where the server exposes it. With credentials * does not count: name it.',
    fix: 'Access-Control-Expose-Headers: WWW-Authenticate',
    spec: 'Fetch §3.3.3',
  }
}

function isHiddenByCors({ because, url }: Verdict, pageOrigin: string | undefined): boolean {
  if (because.some(({ rule }) => rule === 'cors/challenge-hidden')) return true
  const [asked, page] = [originOf(url), originOf(pageOrigin ?? '')]
  return asked !== undefined && page !== undefined && asked !== page
}

/** As a browser writes it; this floor has no `URL`. */
function originOf(url: string): string | undefined {
  const origin = /^https?:\/\/[^/?#\\]+/i.exec(url)?.[0].toLowerCase()
  return origin?.replace(/^(http:.*):80$|^(https:.*):443$/, '$1$2')
}

export const challengeMissing: Rule = (verdict, context) => {
  const { status, challenges, kind } = verdict
  if (
    status !== 401 ||
    challenges.length > 0 ||
    kind === 'third-party-key-invalid' ||
    kind === 'forbidden' ||
    challengeHidden(verdict, context)
  ) {
    return undefined
  }
  return {
    code: 'challenge-missing',
    title: '401 without a challenge',
    text: 'A 401 must carry WWW-Authenticate: without it no client knows what is asked for, or why what it sent will not do. Send one line; Firefox hides two. For cookies any scheme will do that browsers do not know.',
    fix: challengeFor(verdict),
    spec: 'RFC 9110 §11.6.1',
  }
}

/**
 * Browsers open their own dialog for these. For Negotiate they do it on Windows only, where they can ask for a name and
 * a password.
 */
const dialogSchemes: { readonly [scheme: string]: string } = {
  basic: 'Basic',
  digest: 'Digest',
  ntlm: 'NTLM',
  negotiate: 'Negotiate (on Windows)',
}

export const browserDialog: Rule = (verdict) => {
  if (verdict.status !== 401 || verdict.kind === 'third-party-key-invalid') return undefined
  const names = [
    ...new Set(verdict.challenges.map(({ scheme }) => dialogSchemes[scheme]).filter((name) => name !== undefined)),
  ]
  if (names.length === 0) return undefined
  return {
    code: 'browser-dialog',
    title: `${names.join(' and ')} ${names.length > 1 ? 'open' : 'opens'} the browser’s own sign-in dialog`,
    text: 'A fetch with credentials hangs until that dialog is closed, and Firefox freezes the page. Send pages a scheme that browsers do not know, or leave the challenge out when a header of the request asks for it (OpenMRS: Disable-WWW-Authenticate: true).',
    fix: 'WWW-Authenticate: Session realm="app"',
    spec: 'Fetch §4.6',
  }
}

export const errorMissing: Rule = ({ status, reason, challenges }) => {
  const tokens = challenges.filter(({ scheme }) => scheme === 'bearer' || scheme === 'dpop')
  if (
    status !== 401 ||
    !reason.startsWith('token-') ||
    tokens.length === 0 ||
    tokens.some((challenge) => challenge.get('error') !== undefined)
  ) {
    return undefined
  }
  const scheme = tokens[0]?.scheme === 'dpop' ? 'DPoP' : 'Bearer'
  return {
    code: 'error-missing',
    title: 'The challenge does not say what is wrong with the token',
    text: 'A token was sent and refused. Say so: then a client fetches a fresh one and does not ask the user.',
    fix: `WWW-Authenticate: ${scheme} realm="app", error="invalid_token"`,
    spec: 'RFC 6750 §3.1',
  }
}

export const stepUpUnsaid: Rule = (verdict) => {
  if (verdict.reason !== 'step-up' || isStrengthNamed(verdict)) return undefined
  return {
    code: 'step-up-unsaid',
    title: 'How strong a sign-in is wanted was not said',
    text: 'Name the level (acr_values) or the age (max_age, seconds), so that the client can ask for just that.',
    fix: challengeFor(verdict),
    spec: 'RFC 9470 §3',
  }
}

export const scopeMissing: Rule = ({ kind, reason, status, ...verdict }) => {
  if (
    kind !== 'forbidden' ||
    reason !== 'insufficient-scope' ||
    ('scope' in verdict && verdict.scope !== undefined) ||
    status === 401
  ) {
    return undefined
  }
  return {
    code: 'scope-missing',
    title: 'Which scope is missing was not said',
    text: 'With the scope attribute a client can ask for it; without, it can only say no.',
    fix: 'WWW-Authenticate: Bearer realm="app", error="insufficient_scope", scope="reports:write"',
    spec: 'RFC 6750 §3.1',
  }
}

export const challengeGrammar: Rule = ({ challenges }) => {
  const codes = [...new Set(challenges.flatMap(({ issues }) => issues).map(({ code }) => code))]
  if (codes.length === 0) return undefined
  return {
    code: 'challenge-grammar',
    title: 'The challenge deviates from the grammar',
    text: `Other clients may read it differently, or not at all: ${codes.join(', ')}.`,
    spec: 'RFC 9110 §11.6.1',
  }
}
