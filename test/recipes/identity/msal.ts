import { CacheLookupPolicy, type PublicClientApplication } from '@azure/msal-browser'
import { type Auth, createAuth } from 'why401'

// #region recipe
/** After `await client.initialize()`. `askUser` opens a dialog whose button calls `client.acquireTokenPopup({ scopes })`. */
export function createMsalLogin(
  api: string,
  client: PublicClientApplication,
  scopes: string[],
  askUser: () => Promise<boolean>,
): Auth {
  let token: string | undefined
  /** From the cache of MSAL, or from the provider when `forceRefresh` says so. */
  const acquire = async (forceRefresh: boolean): Promise<string | undefined> => {
    const account = client.getActiveAccount()
    if (!account) return undefined
    // Not by a hidden frame: where browsers block its cookies, it would time out after 10 s.
    const cacheLookupPolicy = forceRefresh ? CacheLookupPolicy.RefreshToken : CacheLookupPolicy.AccessToken
    token = (await client.acquireTokenSilent({ scopes, account, forceRefresh, cacheLookupPolicy })).accessToken
    return token
  }
  return createAuth({
    origins: [api],
    token: () => token ?? acquire(false).catch(() => undefined), // without one the request is refused, and renewed
    renew: async () => (await acquire(true)) !== undefined, // `interaction_required`: the user is asked
    signIn: async () => {
      if (!(await askUser())) return 'declined'
      await acquire(false)
      return 'renewed'
    },
  })
}
// #endregion
