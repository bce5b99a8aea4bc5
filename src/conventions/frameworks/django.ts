import type { Convention } from '../../verdict/index.js'
import { conventionFromTables } from '../build/from-tables.js'

/**
 * Django REST framework, SimpleJWT, dj-rest-auth, allauth and axes. Where session authentication is listed first, the
 * framework answers 403 to a request without a login; RFC 9110 §15.5.2 has 401 for it.
 *
 * @example
 * classify(response, { conventions: [django()] }) // 403 {"detail":"Authentication credentials were not provided."}
 */
export function django(): Convention {
  return conventionFromTables({
    name: 'django',
    spec: 'Django REST framework',
    codes: {
      'no-credentials': 'not_authenticated',
      'token-invalid 403': 'authentication_failed',
      'token-invalid': 'token_not_valid bad_authorization_header',
      'account-disabled': 'user_inactive',
      'wrong-credentials': 'no_active_account email_password_mismatch username_password_mismatch',
      'account-locked': 'too_many_login_attempts',
    },
    sentences: {
      'no-credentials': [
        'Authentication credentials were not provided.',
        // The framework translates this sentence. It is what tells "not signed in" from "not allowed" under 403.
        "Informations d'authentification non fournies",
        'Las credenciales de autenticación no se proveyeron',
        'As credenciais de autenticação não foram fornecidas',
        'Non sono state immesse le credenziali di autenticazione',
        'Учетные данные не были предоставлены',
        '身份认证信息未提供',
      ],
      'no-credentials 401 403': ['Anmeldedaten fehlen.', '認証情報が含まれていません。'],
      'wrong-credentials': [
        'Invalid username/password.',
        'No active account found with the given credentials',
        'Unable to log in with provided credentials.',
      ],
      'malformed-credentials': ['Invalid basic header.'],
      'token-invalid': ['Invalid token header.', 'Given token not valid for any token type'],
      'token-invalid 401 403': ['Invalid token.'],
      'token-revoked': ['Token is blacklisted'],
      'account-disabled': ['User inactive or deleted.', 'User account is disabled.'],
      'account-disabled sign-in': ['E-mail is not verified.'],
      'account-locked': ['Account locked: too many login attempts.'],
      'permission 403': ['You do not have permission to perform this action.'],
    },
  })
}
