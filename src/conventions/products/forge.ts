import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * GitLab, Gitea and Forgejo as an app's own backend. The typed errors of GitLab are those of RFC 6750 §3.1.
 *
 * @example
 * classify(response, { conventions: [forge()] }) // 403 {"message":"token does not have at least one of required scope(s): [read:user]"}
 */
export function forge(): Convention {
  return conventionFromTables({
    name: 'forge',
    spec: 'Gitea, GitLab',
    when: ({ role }) => role !== 'integration',
    headers: {
      'x-gitea-otp': { 'step-up 401': ['required'] },
      'x-gitlab-otp': { 'step-up 401': ['required'] },
    },
    sentences: {
      'no-credentials 401 403': ['token is required', 'Only signed in user is allowed to call APIs'],
      'insufficient-scope 403': ['token does not have at least one of required scope(s)'],
      'wrong-credentials': ['invalid username, password or token'],
      'policy 403': ['You must change your password', '403 Forbidden - Must accept Terms of Service'],
      'account-disabled': ['403 Forbidden - Your account has been blocked'],
    },
  })
}
