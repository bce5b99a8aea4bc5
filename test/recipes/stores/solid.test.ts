import { createEffect, createRoot } from 'solid-js'
import { describe, expect, it } from 'vitest'
import { startLogin } from '../streams/login.ts'
import { createVerdict, toSignal } from './solid.ts'

describe('signals of Solid', () => {
  it('given an effect → it runs at once, and for each change until its owner is disposed', async () => {
    const { auth } = await startLogin()
    const seen: string[] = []
    const dispose = createRoot((end) => {
      const state = toSignal(auth.state)
      createEffect(() => seen.push(state().status))
      return end
    })
    auth.signedIn()
    await expect.poll(() => seen).toEqual(['unknown', 'signed-in'])
    dispose()
    auth.signedOut()
    await expect.poll(() => auth.state.get().status).toBe('signed-out')
    expect(seen).toHaveLength(2)
  })

  it('given a missing scope and a dead key → the signals have them', async () => {
    const { auth, backend } = await startLogin()
    const [forbidden, integrations, dispose] = createRoot(
      (end) => [createVerdict(auth, 'forbidden'), toSignal(auth.integrations), end] as const,
    )
    expect(forbidden()).toBeUndefined()
    await auth.fetch(`${backend.url}/api/reports`, { method: 'DELETE' })
    await auth.fetch(`${backend.url}/integrations/mail/inbox`)
    expect(forbidden()).toMatchObject({ reason: 'insufficient-scope' })
    expect([...integrations().keys()]).toEqual(['mail'])
    dispose()
  })
})
