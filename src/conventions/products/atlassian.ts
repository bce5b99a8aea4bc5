import type { Convention, Evidence } from '../../verdict/index.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

const login = /;\s{0,9}login-url=(\S{1,300})/

/**
 * Atlassian's servers (Jira, Confluence, Bitbucket): their headers tell the result of the login under any status.
 *
 * @example
 * classify(response, { conventions: [atlassian()] }) // 403, X-Seraph-LoginReason: AUTHENTICATED_FAILED
 */
export function atlassian(): Convention {
  return createConvention('atlassian', examine, 'Atlassian Seraph')
}

const where = 'x-seraph-loginreason'

function examine({ body, status, role, sent, header }: Evidence): PartialFinding | undefined {
  if (status < 400 || role === 'integration') return undefined
  const seraph = header(where) ?? ''
  const denied = header('x-authentication-denied-reason') ?? ''
  if (denied.startsWith('CAPTCHA_CHALLENGE') || seraph.includes('AUTHENTICATION_DENIED')) {
    return { reason: 'account-locked', certainty: 'certain', saw: 'a login that needs a captcha', where }
  }
  if (status === 401 || status === 403) {
    if (seraph.includes('AUTHENTICATED_FAILED')) {
      const ground = { certainty: 'certain', saw: 'a login that failed', where } as const
      return sent.scheme === 'basic' || role === 'sign-in'
        ? { reason: 'wrong-credentials', ...ground }
        : { reason: 'session-expired', ...ground, loginUrl: login.exec(denied)?.[1] }
    }
    if (header('x-ausername') === 'anonymous' && role !== 'sign-in') {
      return { reason: 'no-credentials', saw: 'a user who is anonymous', where: 'x-ausername' }
    }
    if (seraph === 'OK') return { reason: 'permission', saw: 'a login that is fine', where }
  }
  const text =
    body.format === 'text' || body.format === 'html'
      ? body.text.slice(0, 2000)
      : (sentencesIn(errorObjectsIn(body.value))[0] ?? '')
  return status === 403 && text.startsWith('XSRF check failed')
    ? { reason: 'csrf', saw: '"XSRF check failed"' }
    : undefined
}
