import { expect, it, onTestFinished } from 'vitest'
import { startBackend } from '../backend/backend.ts'
import { startIssuer } from '../backend/issuer.ts'
import { describeLogin } from '../backend/scenarios.ts'
import { createSupabaseLogin } from './supabase-auth.ts'

/** Supabase has the login and the data on one origin; here a login on the issuer's stands behind the backend's. */
async function start(ask: () => Promise<boolean>) {
  const backend = await startBackend()
  const issuer = await startIssuer(backend, 429) // a 5xx it sends again by itself, for 30 s
  const send = globalThis.fetch
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const isLogin = url.startsWith(`${backend.url}/auth/v1/`)
    return isLogin ? send(url.replace(backend.url, issuer.url), init) : send(input, init)
  }
  onTestFinished(() => {
    globalThis.fetch = send
  })
  const { auth, supabase } = createSupabaseLogin(backend.url, 'publishable-key', ask)
  const { access_token, refresh_token } = await issuer.createTokens('app')
  await supabase.auth.setSession({ access_token, refresh_token })
  onTestFinished(() => auth.dispose())
  return { auth, backend, ask, supabase, renewals: issuer.renewals, setRenewal: issuer.setRefresh }
}

describeLogin('supabase auth', start)

it('supabase: given an expired token → the client itself gets its rows', async () => {
  const { backend, supabase, renewals } = await start(async () => false)
  backend.expire()
  const { data, error } = await supabase.from('reports').select()
  expect([error, data]).toEqual([null, { reports: ['May', 'June'] }])
  expect(renewals()).toBe(1)
})
