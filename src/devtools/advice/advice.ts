import type { Verdict } from '../../verdict/index.js'
import {
  challengeFor,
  problemFor,
  saysHowStrong,
  slugOf,
  thirdPartyProblem,
  unauthorizedFor,
} from './suggested-response.js'

/** Stable name of a piece of advice. */
export type AdviceCode =
  | 'browser-dialog'
  | 'challenge-grammar'
  | 'challenge-hidden'
  | 'challenge-missing'
  | 'error-missing'
  | 'guessed'
  | 'integration-unnamed'
  | 'login-as-403'
  | 'login-as-other-status'
  | 'login-page-for-fetch'
  | 'permission-as-401'
  | 'permission-as-other-status'
  | 'proxy-status'
  | 'refusal-in-success'
  | 'rejection-as-server-error'
  | 'relayed-refusal'
  | 'scope-missing'
  | 'step-up-unsaid'
  | 'unregistered-status'

/** What a server should send instead, so that any client knows what is meant. */
export interface Advice {
  readonly code: AdviceCode
  readonly title: string
  readonly text: string
  /** Header lines, or a whole answer, to send; to be shown as code. */
  readonly fix?: string
  /** Where it is written: `RFC 9110 §15.5.2`. */
  readonly spec: string
}

/** What a verdict does not hold of the exchange. */
export interface AdviceContext {
  readonly method?: string
  /** Origin of the page that asked; without it nothing is said about other origins, unless the verdict says it. */
  readonly pageOrigin?: string
}

type Rule = (verdict: Verdict, seen: AdviceContext) => Advice | undefined

/**
 * What the server should change about the answer that a verdict is about, the gravest first; none where it did well.
 *
 * @example
 * for (const { title, text, spec } of adviceFor(await classify(response))) console.log(title, text, spec)
 */
export function adviceFor(verdict: Verdict, seen: AdviceContext = {}): readonly Advice[] {
  const advice = rules.map((rule) => rule(verdict, seen)).filter((found) => found !== undefined)
  // What is sent as advised elsewhere needs no guess.
  const last = advice.length === 0 ? guessed(verdict, seen) : undefined
  return last ? [last] : advice
}

const relayed: Rule = (verdict) => {
  if (verdict.kind !== 'third-party-key-invalid') return undefined
  const { status, challenges, certainty, because } = verdict
  const typed = because.some(({ rule }) => rule.startsWith('problem-details/'))
  if (status === 403 && challenges.length === 0 && (certainty === 'certain' || typed)) return undefined
  const harm =
    relayHarms[status] ??
    (status < 400
      ? 'Status 200 tells caches, logs and retries that all went well.'
      : status >= 500
        ? 'A 5xx sets off alarms and is retried.'
        : '')
  const challenge =
    challenges.length > 0 ? ' A relayed challenge asks the browser for credentials of somebody else.' : ''
  return {
    code: 'relayed-refusal',
    title: `A third party’s refusal, ${status === 403 ? 'without its name' : `relayed as ${status}`}`,
    text: `${harm}${challenge} Say in your own words that the stored key was refused: status 403, no WWW-Authenticate, and a problem type of your own that ends in third-party-key-invalid.`.trim(),
    fix: thirdPartyProblem(verdict),
    spec: 'RFC 9457 §3',
  }
}

const relayHarms: { readonly [status: number]: string } = {
  401: 'A generic client reads 401 as “your login is over” and signs the user out of your app.',
  407: 'Chromium makes a network error of a 407 that no proxy sent: no page can read it.',
  422: 'To a client 422 says that the user’s input was wrong.',
  400: 'To a client 400 says that its own request was wrong.',
}

const integrationUnnamed: Rule = (verdict, seen) => {
  if (verdict.kind !== 'third-party-key-invalid' || verdict.integration !== undefined || relayed(verdict, seen)) {
    return undefined
  }
  return {
    code: 'integration-unnamed',
    title: 'Which integration it is was not said',
    text: 'Without the member integration a page cannot tell the user which key to replace, nor keep one prompt for each.',
    fix: thirdPartyProblem(verdict),
    spec: 'RFC 9457 §3.2',
  }
}

const hidden: Rule = (verdict, { pageOrigin }) => {
  if (
    verdict.status !== 401 ||
    verdict.challenges.length > 0 ||
    verdict.kind === 'third-party-key-invalid' ||
    !isHidden(verdict, pageOrigin)
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

function isHidden({ because, url }: Verdict, pageOrigin: string | undefined): boolean {
  if (because.some(({ rule }) => rule === 'cors/challenge-hidden')) return true
  return (
    pageOrigin !== undefined &&
    URL.canParse(url) &&
    URL.canParse(pageOrigin) &&
    new URL(url).origin !== new URL(pageOrigin).origin
  )
}

const challengeMissing: Rule = (verdict, seen) => {
  const { status, challenges, kind } = verdict
  if (
    status !== 401 ||
    challenges.length > 0 ||
    kind === 'third-party-key-invalid' ||
    kind === 'forbidden' ||
    hidden(verdict, seen)
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

/** Negotiate does it on Windows only, where the browser can ask for a name and a password. */
const dialogs: { readonly [scheme: string]: string } = {
  basic: 'Basic',
  digest: 'Digest',
  ntlm: 'NTLM',
  negotiate: 'Negotiate (on Windows)',
}

const browserDialog: Rule = (verdict) => {
  if (verdict.status !== 401 || verdict.kind === 'third-party-key-invalid') return undefined
  const names = [
    ...new Set(verdict.challenges.map(({ scheme }) => dialogs[scheme]).filter((name) => name !== undefined)),
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

const errorMissing: Rule = ({ status, reason, challenges }) => {
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

const stepUpUnsaid: Rule = (verdict) => {
  if (verdict.reason !== 'step-up' || saysHowStrong(verdict)) return undefined
  return {
    code: 'step-up-unsaid',
    title: 'How strong a sign-in is wanted was not said',
    text: 'Name the level (acr_values) or the age (max_age, seconds), so that the client can ask for just that.',
    fix: challengeFor(verdict),
    spec: 'RFC 9470 §3',
  }
}

const scopeMissing: Rule = ({ kind, reason, status, ...verdict }) => {
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

const permissionAs401: Rule = ({ status, kind, reason, challenges }) => {
  const scope = challenges.some((challenge) => challenge.get('error') === 'insufficient_scope')
  if (status !== 401 || !(kind === 'forbidden' || scope)) return undefined
  const fix = scope
    ? 'HTTP/1.1 403 Forbidden\nWWW-Authenticate: Bearer realm="app", error="insufficient_scope", scope="reports:write"'
    : problemFor('403 Forbidden', slugOf(reason))
  return {
    code: 'permission-as-401',
    title: '401 for what the user may not do',
    text: '401 asks for other credentials: a client signs the user in again, in vain. Who is known and may not gets 403.',
    fix,
    spec: 'RFC 9110 §15.5.4',
  }
}

const loginAs403: Rule = (verdict) => {
  if (verdict.kind !== 'reauthenticate' || verdict.status !== 403) return undefined
  return {
    code: 'login-as-403',
    title: '403 that means “sign in”',
    text: '403 says that the same user will be refused again. Who is not signed in, or not any more, gets 401 with a challenge.',
    fix: unauthorizedFor(verdict),
    spec: 'RFC 9110 §15.5.2',
  }
}

/** Registered with IANA, or what RFC 6749 §5.2 and RFC 9449 §8 want of a token endpoint. */
const registered = /^(?:[123]\d\d|40\d|41[0-7]|42[1-689]|431|451|50[0-8]|510|511)$/
const atTokenEndpoint = /^(?:renewal-rejected|stale-nonce)$/

const loginAsOtherStatus: Rule = (verdict) => {
  const { kind, status, reason } = verdict
  if (
    kind !== 'reauthenticate' ||
    status === 401 ||
    status === 403 ||
    status < 400 ||
    (status === 400 && atTokenEndpoint.test(reason)) ||
    isProtocol(verdict)
  ) {
    return undefined
  }
  const why = registered.test(`${status}`)
    ? 'says something else to every client'
    : 'is not registered: a client that does not know it takes it for 400 or 500'
  return {
    code: 'login-as-other-status',
    title: `${status} for a dead session`,
    text: `${status} ${why}. Who has to sign in gets 401 with a challenge.`,
    fix: unauthorizedFor(verdict),
    spec: 'RFC 9110 §15.5.2',
  }
}

const loginPageForFetch: Rule = (verdict) => {
  if (!/^login-(?:page|redirect)$/.test(verdict.reason) || verdict.status >= 400) return undefined
  return {
    code: 'login-page-for-fetch',
    title:
      verdict.reason === 'login-redirect'
        ? 'A redirect to a login page where data was asked for'
        : `A login page under status ${verdict.status} where data was asked for`,
    text: 'fetch follows the redirect and gets a page for data, or a CORS error from the identity provider. Redirect only requests whose Accept names text/html, and answer 401 to all others.',
    fix: unauthorizedFor(verdict),
    spec: 'RFC 9110 §15.5.2',
  }
}

/** In these a refusal belongs in the body, whatever the status; and whoever asks “who am I?” may be told: nobody. */
function isProtocol({ because }: Verdict): boolean {
  return because
    .slice(0, 2)
    .some(({ rule }) => /^(?:graphql|grpc|json-rpc|xml-rpc|trpc|session-answer)\/|^openmrs\/session$/.test(rule))
}

const refusalInSuccess: Rule = (verdict) => {
  const { kind, status, reason } = verdict
  if (
    kind === 'none' ||
    kind === 'third-party-key-invalid' ||
    status < 200 ||
    status > 299 ||
    reason.startsWith('login-') ||
    isProtocol(verdict)
  ) {
    return undefined
  }
  const fix =
    kind === 'forbidden'
      ? problemFor('403 Forbidden', slugOf(reason))
      : kind === 'reauthenticate'
        ? unauthorizedFor(verdict)
        : problemFor('422 Unprocessable Content', slugOf(reason))
  return {
    code: 'refusal-in-success',
    title: `A refusal under status ${status}`,
    text: `${status} says that the request succeeded: caches, retries and every client that looks at the status believe it. Let the status refuse.`,
    fix,
    spec: 'RFC 9110 §15.3.1',
  }
}

const otherStatus: Rule = (verdict) => {
  const { kind, status, reason } = verdict
  if (kind === 'none' || kind === 'reauthenticate' || isProtocol(verdict)) return undefined
  if (kind === 'credentials-rejected' && status >= 500) {
    return {
      code: 'rejection-as-server-error',
      title: `${status} for wrong credentials`,
      text: 'A 5xx says that the server failed: it sets off alarms and is retried. What was entered is the client’s to correct.',
      fix: problemFor('422 Unprocessable Content', slugOf(reason)),
      spec: 'RFC 9110 §15.6',
    }
  }
  if (
    kind !== 'forbidden' ||
    status < 400 ||
    /^(?:401|403|404|428|451)$/.test(`${status}`) ||
    !registered.test(`${status}`)
  ) {
    return undefined
  }
  return {
    code: 'permission-as-other-status',
    title: `${status} for what the user may not do`,
    text: `${status} says something else to every client. Who is known and may not gets 403, or 404 where even that is a secret.`,
    fix: problemFor('403 Forbidden', slugOf(reason)),
    spec: 'RFC 9110 §15.5.4',
  }
}

const unregistered: Rule = ({ kind, status, reason }) => {
  if (kind === 'reauthenticate' || kind === 'third-party-key-invalid' || status < 400 || registered.test(`${status}`)) {
    return undefined
  }
  const fix = kind === 'forbidden' ? problemFor('403 Forbidden', slugOf(reason)) : undefined
  return {
    code: 'unregistered-status',
    title: `${status} is not a registered status`,
    text: `A client that does not know it takes it for ${status < 500 ? 400 : 500}, and proxies may replace it.${fix === undefined ? '' : ' 403 with a problem type says the same to everybody.'}`,
    ...(fix !== undefined && { fix }),
    spec: 'RFC 9110 §15',
  }
}

const proxyStatus: Rule = ({ kind, status, certainty }) => {
  if (status !== 407 || kind !== 'none' || certainty === 'certain') return undefined
  return {
    code: 'proxy-status',
    title: '407 from a server',
    text: '407 is a proxy’s, and carries Proxy-Authenticate. Chromium makes a network error of any other: no page can read it.',
    spec: 'RFC 9110 §15.5.8',
  }
}

const grammar: Rule = ({ challenges }) => {
  const codes = [...new Set(challenges.flatMap(({ issues }) => issues).map(({ code }) => code))]
  if (codes.length === 0) return undefined
  return {
    code: 'challenge-grammar',
    title: 'The challenge deviates from the grammar',
    text: `Other clients may read it differently, or not at all: ${codes.join(', ')}.`,
    spec: 'RFC 9110 §11.6.1',
  }
}

/** The gravest first: what signs people out of the wrong app, then what keeps pages from seeing anything. */
const rules: readonly Rule[] = [
  relayed,
  integrationUnnamed,
  hidden,
  challengeMissing,
  browserDialog,
  permissionAs401,
  loginAs403,
  loginAsOtherStatus,
  loginPageForFetch,
  refusalInSuccess,
  otherStatus,
  proxyStatus,
  unregistered,
  errorMissing,
  stepUpUnsaid,
  scopeMissing,
  grammar,
]

const guessed: Rule = ({ kind, status, certainty, reason }, { method }) => {
  // A 401 with a challenge has said what it can; what a body would say, HEAD cannot.
  if (certainty !== 'guess' || kind === 'none' || status < 400 || status === 401 || method === 'HEAD') return undefined
  const text =
    kind === 'forbidden'
      ? 'A bare 403 can mean: may not, not signed in, a dead CSRF token, a firewall. A problem type, or a challenge with error="insufficient_scope", says which.'
      : 'The status alone had to do. A code that machines can read, such as a problem type, spares every client the guess.'
  const fix = problemFor(kind === 'forbidden' ? '403 Forbidden' : `${status}`, slugOf(reason))
  return { code: 'guessed', title: 'The server did not say why', text, fix, spec: 'RFC 9457 §3' }
}
