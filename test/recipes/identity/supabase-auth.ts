import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { type Auth, createAuth } from 'why401'

// #region recipe
export interface SupabaseLogin {
  readonly supabase: SupabaseClient
  readonly auth: Auth
}

export function createSupabaseLogin(url: string, key: string, askUser: () => Promise<boolean>): SupabaseLogin {
  const supabase = createClient(url, key, {
    auth: { autoRefreshToken: false }, // the renewal is why401's
    global: {
      // Not the login itself: its requests would wait for the renewal that they serve.
      fetch: (input, init) => (isLogin(input) ? fetch(input, init) : auth.fetch(input, init)),
    },
  })
  const auth = createAuth({
    origins: [url],
    // `authorize` and not `token`: the client sets a header of its own, which must be replaced in a replay.
    authorize: async ({ headers }) => {
      const { data } = await supabase.auth.getSession()
      if (data.session) headers.set('authorization', `Bearer ${data.session.access_token}`)
    },
    renew: async () => {
      const { error } = await supabase.auth.refreshSession()
      if (error) throw error // 400: the user is asked; no network, 503: it may pass
    },
    signIn: askUser,
  })
  supabase.auth.onAuthStateChange((event) => {
    if (event === 'SIGNED_OUT') auth.signedOut()
  })
  return { supabase, auth }
}

function isLogin(input: RequestInfo | URL): boolean {
  return new URL(input instanceof Request ? input.url : input).pathname.startsWith('/auth/v1/')
}
// #endregion
