import { thirdPartyProblem } from '../suggested-response.js'
import type { Rule } from './rule.js'

const harmOfStatus: { readonly [status: number]: string } = {
  401: 'A generic client reads 401 as “your login is over” and signs the user out of your app.',
  407: 'Chromium makes a network error of a 407 that no proxy sent: no page can read it.',
  422: 'To a client 422 says that the user’s input was wrong.',
  400: 'To a client 400 says that its own request was wrong.',
}

function harmOf(status: number): string {
  const harm = harmOfStatus[status]
  if (harm !== undefined) return harm
  if (status < 400) return 'Status 200 tells caches, logs and retries that all went well.'
  return status >= 500 ? 'A 5xx sets off alarms and is retried.' : ''
}

export const relayedRefusal: Rule = (verdict) => {
  if (verdict.kind !== 'third-party-key-invalid') return undefined
  const { status, challenges, certainty, because } = verdict
  const isTyped = because.some(({ rule }) => rule.startsWith('problem-details/'))
  if (status === 403 && challenges.length === 0 && (certainty === 'certain' || isTyped)) return undefined
  const challenge =
    challenges.length > 0 ? ' A relayed challenge asks the browser for credentials of the third party.' : ''
  return {
    code: 'relayed-refusal',
    title: `A third party’s refusal, ${status === 403 ? 'without its name' : `relayed as ${status}`}`,
    text: `${harmOf(status)}${challenge} Say in your own words that the stored key was refused: status 403, no WWW-Authenticate, and a problem type of your own that ends in third-party-key-invalid.`.trim(),
    fix: thirdPartyProblem(verdict),
    spec: 'RFC 9457 §3',
  }
}

export const integrationUnnamed: Rule = (verdict, context) => {
  if (
    verdict.kind !== 'third-party-key-invalid' ||
    verdict.integration !== undefined ||
    relayedRefusal(verdict, context)
  ) {
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
