import type { Counts } from '../debug/counts.ts'
import { seedProjects, type Project } from '../resources/projects.ts'
import { createCookie, type Cookie } from '../session/cookies.ts'
import { createSessions, type Sessions } from '../session/sessions.ts'
import { createSignInLimit, type SignInLimit } from '../session/sign-in-limit.ts'
import { createAccessTokens, type AccessTokens } from '../tokens/access-tokens.ts'
import { createDpopState, type DpopState } from '../tokens/dpop.ts'
import { createRefreshTokens, type RefreshTokens } from '../tokens/refresh-tokens.ts'
import { BoundedMap } from './bounded-map.ts'

/** Everything that one running server holds. */
export interface Store {
  /** Empty until the server listens. */
  readonly urls: { url: string; otherUrl: string; thirdPartyUrl: string }
  /** Whether browsers reach the server by https. */
  readonly isHttps: boolean
  readonly counts: Counts
  readonly cookies: { readonly session: Cookie; readonly openmrs: Cookie }
  readonly sessions: Sessions
  readonly openmrsSessions: Sessions
  readonly signInLimit: SignInLimit
  readonly projects: Map<string, Project>
  readonly accessTokens: AccessTokens
  readonly refreshTokens: RefreshTokens
  readonly dpop: DpopState
  /** The key for Meteo that each user stored, by user name. A real app encrypts these. */
  readonly meteoKeys: Map<string, string>
}

export async function createStore({ isHttps }: Pick<Store, 'isHttps'>): Promise<Store> {
  return {
    urls: { url: '', otherUrl: '', thirdPartyUrl: '' },
    isHttps,
    counts: {},
    cookies: {
      session: createCookie('projects_session', isHttps),
      openmrs: createCookie('JSESSIONID', isHttps),
    },
    sessions: createSessions(),
    openmrsSessions: createSessions(),
    signInLimit: createSignInLimit(),
    projects: seedProjects(),
    accessTokens: await createAccessTokens(),
    refreshTokens: createRefreshTokens(),
    dpop: createDpopState(),
    meteoKeys: new BoundedMap(1000),
  }
}
