import type { Verdict } from '../../verdict/index.js'
import { problemFor, slugOf, unauthorizedFor } from '../suggested-response.js'
import { isRefusedInBody, type Rule } from './rule.js'

export const loginPageForFetch: Rule = (verdict) => {
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

export const refusalInSuccess: Rule = (verdict) => {
  const { kind, status, reason } = verdict
  if (
    kind === 'none' ||
    kind === 'third-party-key-invalid' ||
    status < 200 ||
    status > 299 ||
    reason.startsWith('login-') ||
    isRefusedInBody(verdict)
  ) {
    return undefined
  }
  return {
    code: 'refusal-in-success',
    title: `A refusal under status ${status}`,
    text: `${status} says that the request succeeded: caches, retries and every client that looks at the status believe it. Let the status refuse.`,
    fix: refusalFor(verdict),
    spec: 'RFC 9110 §15.3.1',
  }
}

function refusalFor(verdict: Verdict): string {
  if (verdict.kind === 'reauthenticate') return unauthorizedFor(verdict)
  const status = verdict.kind === 'forbidden' ? '403 Forbidden' : '422 Unprocessable Content'
  return problemFor(status, slugOf(verdict.reason))
}
