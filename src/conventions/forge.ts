import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * GitLab, Gitea and Forgejo as an app's own backend; GitLab's typed errors are OAuth's (RFC 6750 §3.1).
 *
 * @example
 * classify(response, { conventions: [forge()] }) // 403 {"message":"token does not have at least one of required scope(s): [read:user]"}
 */
export function forge(): Convention {
  return family({
    name: 'forge',
    spec: 'Gitea, GitLab',
    when: ({ role }) => role !== 'integration',
    headers: { 'x-gitea-otp': { required: { reason: 'step-up', statuses: [401] } }, 'x-gitlab-otp': { required: { reason: 'step-up', statuses: [401] } } },
    sentences: {
      'token is required': { reason: 'no-credentials', statuses: [401, 403] },
      'Only signed in user is allowed to call APIs': { reason: 'no-credentials', statuses: [401, 403] },
      'token does not have at least one of required scope(s)': { reason: 'insufficient-scope', statuses: [403] },
      'invalid username, password or token': 'wrong-credentials',
      'You must change your password': { reason: 'policy', statuses: [403] },
      '403 Forbidden - Your account has been blocked': 'account-disabled',
      '403 Forbidden - Must accept Terms of Service': { reason: 'policy', statuses: [403] },
    },
  })
}
