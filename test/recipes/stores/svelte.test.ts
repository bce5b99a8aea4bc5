import { derived, get } from 'svelte/store'
import { describe, expect, it } from 'vitest'
import { startLogin } from '../streams/login.ts'
import { storesOf, verdictStore } from './svelte.ts'

describe('stores of Svelte', () => {
  it('given a subscriber → it is called at once, and for each change until it leaves', async () => {
    const { auth } = await startLogin()
    const seen: string[] = []
    const unsubscribe = storesOf(auth).state.subscribe(({ status }) => seen.push(status))
    auth.signedIn()
    auth.signedOut()
    await expect.poll(() => seen).toEqual(['unknown', 'signed-in', 'signed-out'])
    unsubscribe()
    auth.signedIn()
    await expect.poll(() => auth.state.get().status).toBe('signed-in')
    expect(seen).toHaveLength(3)
  })

  it('given changes without a subscriber → get() and the next subscriber see the newest', async () => {
    const { auth } = await startLogin()
    const { state } = storesOf(auth)
    expect(get(state).status).toBe('unknown')
    auth.signedIn()
    await expect.poll(() => auth.state.get().status).toBe('signed-in')
    expect(get(derived(state, ({ status }) => status === 'signed-in'))).toBe(true)
  })

  it('given a dead key and a missing scope → the stores have them', async () => {
    const { auth, backend } = await startLogin()
    const { integrations } = storesOf(auth)
    const forbidden = verdictStore(auth, 'forbidden')
    const seen: (string | undefined)[] = []
    const unsubscribe = forbidden.subscribe((verdict) => seen.push(verdict?.reason))
    await auth.fetch(`${backend.url}/integrations/mail/inbox`)
    await auth.fetch(`${backend.url}/api/reports`, { method: 'DELETE' })
    unsubscribe()
    expect([...get(integrations).keys()]).toEqual(['mail'])
    expect(seen).toEqual([undefined, 'insufficient-scope'])
    auth.integrationFixed('mail')
    await expect.poll(() => get(integrations).size).toBe(0)
  })
})
