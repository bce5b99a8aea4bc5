import type Keycloak from 'keycloak-js'
import { type Auth, createAuth } from 'why401'

// #region recipe
/** After `keycloak.init({ onLoad: 'check-sso' })`. `askUser` opens a dialog whose button calls `keycloak.login()`. */
export function createKeycloakLogin(api: string, keycloak: Keycloak, askUser: () => Promise<boolean>): Auth {
  return createAuth({
    origins: [api],
    token: () => keycloak.token,
    renew: () => keycloak.updateToken(-1), // -1: also one that is valid by its own clock
    signIn: askUser,
  })
}
// #endregion
