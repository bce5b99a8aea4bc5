import type { Setup } from '../setup.ts'
// #region setup
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import type { Auth } from 'why401'

/** supabase-js sets `Authorization` itself, so that a replay would carry the refused token: `token` of `auth` is to set it. */
export function createSupabase(auth: Auth, url: string, publishableKey: string): SupabaseClient {
  const fetchWithToken: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers)
    headers.delete('authorization')
    return auth.strictFetch(input, { ...init, headers })
  }
  return createClient(url, publishableKey, {
    accessToken: async () => null, // signs in elsewhere: `auth` knows the token
    db: { retry: false }, // would send a refused GET four times
    global: { fetch: fetchWithToken },
  })
}
// #endregion

export const setup: Setup = {
  name: 'supabase-js',
  page: 'supabase',
  package: '@supabase/supabase-js',
  ways: ['strictFetch', 'fetch'],
  connect: ({ auth, base }) => {
    const supabase = createSupabase(auth, base, 'sb_publishable_key')
    const load = async (table: string): Promise<unknown> => (await supabase.from(table).select().throwOnError()).data
    return {
      loadReports: () => load('reports'),
      loadAudit: () => load('audit'),
      loadForecast: () => load('forecast'),
      loadLegacy: () => load('legacy'),
    }
  },
}
