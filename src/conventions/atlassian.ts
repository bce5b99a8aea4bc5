import { type Certainty, type Convention, type Evidence, finding, type Finding, type Reason } from '../verdict/index.js'
import { placesIn } from './place.js'
import { wordsIn } from './words.js'

const login = /;\s{0,9}login-url=(\S{1,300})/

/**
 * Atlassian's own servers (Jira, Confluence, Bitbucket): what became of the login stands in headers, under whatever status
 * (RFC 9110 §15.5.4).
 *
 * @example
 * classify(response, { conventions: [atlassian()] }) // 403, X-Seraph-LoginReason: AUTHENTICATED_FAILED
 */
export function atlassian(): Convention {
  return { name: 'atlassian', examine }
}

function examine(evidence: Evidence): Finding | undefined {
  const { status, header, role, sent, body } = evidence
  if (status < 400 || role === 'integration') return undefined
  const seraph = header('x-seraph-loginreason') ?? ''
  const denied = header('x-authentication-denied-reason') ?? ''
  if (denied.startsWith('CAPTCHA_CHALLENGE') || seraph.includes('AUTHENTICATION_DENIED')) return say('account-locked', 'certain', 'a login that needs a captcha')
  if (status === 401 || status === 403) {
    if (seraph.includes('AUTHENTICATED_FAILED')) {
      const personal = sent.scheme === 'basic' || role === 'sign-in'
      return say(personal ? 'wrong-credentials' : 'session-expired', 'certain', 'a login that failed')
    }
    if (header('x-ausername') === 'anonymous' && role !== 'sign-in') return say('no-credentials', 'likely', 'a user who is anonymous', 'x-ausername')
    if (seraph === 'OK') return say('permission', 'likely', 'a login that is fine')
  }
  const text = body.format === 'text' || body.format === 'html' ? body.text.slice(0, 2000) : (wordsIn(placesIn(body.value))[0] ?? '')
  return status === 403 && text.startsWith('XSRF check failed') ? say('csrf', 'likely', '"XSRF check failed"', 'body') : undefined

  function say(reason: Reason, certainty: Certainty, saw: string, where = 'x-seraph-loginreason'): Finding {
    const loginUrl = reason === 'session-expired' ? login.exec(denied)?.[1] : undefined
    return finding<Reason>(reason, { certainty, rule: `atlassian/${reason}`, saw, where, spec: 'Atlassian Seraph', ...(loginUrl !== undefined && { loginUrl }) })
  }
}
