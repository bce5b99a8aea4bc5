import type { Convention } from '../verdict/index.js'
import { family } from './family.js'

/**
 * Django REST framework and its kin (SimpleJWT, dj-rest-auth, allauth, axes): 403 for "not signed in" where session
 * authentication comes first (RFC 9110 §15.5.4 would have 401).
 *
 * @example
 * classify(response, { conventions: [django()] }) // 403 {"detail":"Authentication credentials were not provided."}
 */
export function django(): Convention {
  return family({
    name: 'django',
    spec: 'Django REST framework, exceptions.py',
    codes: {
      not_authenticated: 'no-credentials',
      authentication_failed: { reason: 'token-invalid', statuses: [403] },
      token_not_valid: 'token-invalid',
      bad_authorization_header: 'token-invalid',
      user_inactive: 'account-disabled',
      no_active_account: 'wrong-credentials',
      email_password_mismatch: 'wrong-credentials',
      username_password_mismatch: 'wrong-credentials',
      too_many_login_attempts: 'account-locked',
    },
    sentences: {
      'Authentication credentials were not provided.': 'no-credentials',
      // The framework's own translations: this sentence alone turns a 403 into a 401.
      "Informations d'authentification non fournies": 'no-credentials',
      'Anmeldedaten fehlen.': { reason: 'no-credentials', statuses: [401, 403] },
      'Las credenciales de autenticación no se proveyeron': 'no-credentials',
      'As credenciais de autenticação não foram fornecidas': 'no-credentials',
      'Non sono state immesse le credenziali di autenticazione': 'no-credentials',
      'Учетные данные не были предоставлены': 'no-credentials',
      '身份认证信息未提供': 'no-credentials',
      '認証情報が含まれていません。': { reason: 'no-credentials', statuses: [401, 403] },
      'Invalid username/password.': 'wrong-credentials',
      'Invalid basic header.': 'malformed-credentials',
      'Invalid token header.': 'token-invalid',
      'Invalid token.': { reason: 'token-invalid', statuses: [401, 403] },
      'Given token not valid for any token type': 'token-invalid',
      'Token is blacklisted': 'token-revoked',
      'User inactive or deleted.': 'account-disabled',
      'No active account found with the given credentials': 'wrong-credentials',
      'Unable to log in with provided credentials.': 'wrong-credentials',
      'User account is disabled.': 'account-disabled',
      'E-mail is not verified.': { reason: 'account-disabled', roles: ['sign-in'] },
      'Account locked: too many login attempts.': 'account-locked',
      'You do not have permission to perform this action.': { reason: 'permission', statuses: [403] },
    },
  })
}
