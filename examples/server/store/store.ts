import { createAccessTokens, type AccessTokens } from '../tokens/access-tokens.ts'
import { BoundedMap } from './bounded-map.ts'
import type { Counts } from '../debug/counts.ts'
import { createDpopState, type DpopState } from '../tokens/dpop.ts'
import { seedProjects, type Project } from '../resources/projects.ts'
import { createRefreshTokens, type RefreshTokens } from '../tokens/refresh-tokens.ts'
import { createSessions, type Sessions } from '../session/sessions.ts'

/** Everything that one running server remembers. */
export interface Store {
  /** Known once the server listens. */
  readonly urls: { url: string; otherUrl: string; thirdPartyUrl: string }
  readonly counts: Counts
  readonly sessions: Sessions
  readonly openmrsSessions: Sessions
  readonly projects: Map<string, Project>
  readonly accessTokens: AccessTokens
  readonly refreshTokens: RefreshTokens
  readonly dpop: DpopState
  /** The key for Meteo that each user stored, by user name. A real app encrypts these. */
  readonly meteoKeys: Map<string, string>
}

export async function createStore(): Promise<Store> {
  return {
    urls: { url: '', otherUrl: '', thirdPartyUrl: '' },
    counts: {},
    sessions: createSessions(),
    openmrsSessions: createSessions(),
    projects: seedProjects(),
    accessTokens: await createAccessTokens(),
    refreshTokens: createRefreshTokens(),
    dpop: createDpopState(),
    meteoKeys: new BoundedMap(1000),
  }
}
