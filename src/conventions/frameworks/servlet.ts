import type { Convention, Evidence } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'

const pages: Convention = /* @__PURE__ */ conventionFromTables({
  name: 'servlet',
  spec: 'Jakarta Servlet §13.6',
  pages: {
    'session-expired 408': ['The time allowed for the login process has been exceeded'],
    'permission 403': ['HTTP ERROR 403 !role'],
  },
  headers: {
    // Tomcat's RestCsrfPreventionFilter, and SAP's gateways.
    'x-csrf-token': { 'csrf 403': ['equired'] },
  },
})

/**
 * Java servlet containers, such as Tomcat and Jetty: the form login of Jakarta Servlet §13.6.3, and their error pages.
 *
 * @example
 * classify(response, { role: 'sign-in', conventions: [servlet()] }) // 200, POST /app/j_security_check
 */
export function servlet(): Convention {
  return createConvention('servlet', (evidence) => pages.examine(evidence) ?? byForm(evidence) ?? byBasic(evidence))
}

/** A form login that succeeds redirects. A page at this address is the login's error page. */
function byForm({ status, method, url, redirected }: Evidence): PartialFinding | undefined {
  if (status !== 200 || redirected || method !== 'POST' || !url.endsWith('/j_security_check')) return undefined
  return {
    reason: 'wrong-credentials',
    rule: 'servlet/form-error-page',
    saw: 'a page in answer to j_security_check, and no redirect',
    where: 'url',
    spec: 'Jakarta Servlet §13.6.3',
  }
}

/** Jetty fails with 500 when Basic credentials are not valid base64. */
function byBasic({ body, status, sent }: Evidence): PartialFinding | undefined {
  if (
    status !== 500 ||
    sent.scheme !== 'basic' ||
    !/<title>[^<]{0,100}Illegal base64 character/.test(body.text.slice(0, 2_000))
  ) {
    return undefined
  }
  return {
    reason: 'malformed-credentials',
    certainty: 'guess',
    rule: 'servlet/base64',
    saw: '"Illegal base64 character" in answer to Basic credentials',
  }
}
