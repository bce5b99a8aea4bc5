import { describe, expect, inject, it, vi } from 'vitest'
import { createAuth as create, verdictOf } from 'why401'
import { createAuth } from './login.ts'

// No mock here: the test is about the browser's own rules.
const elsewhere = inject('elsewhere')

describe('across origins', () => {
  it('nothing counts that is not listed', async () => {
    const own = createAuth()
    const seen = vi.fn()
    own.on('verdict', seen)
    const response = await own.fetch(`${elsewhere}/exposed`)
    expect(response.status).toBe(401)
    expect(verdictOf(response)).toBeUndefined()
    expect(seen).not.toHaveBeenCalled()
  })

  const auth = create({ origins: [elsewhere], tabs: false })

  it('a challenge that is not exposed is unknown, and the verdict names the header that the server must send', async () => {
    const verdict = verdictOf(await auth.fetch(`${elsewhere}/hidden`))
    expect(verdict).toMatchObject({ kind: 'reauthenticate', certainty: 'guess', challenges: [] })
    expect(verdict?.because.map(({ rule }) => rule)).toContain('cors/challenge-hidden')
    expect(verdict?.because.map(({ saw }) => saw).join('\n')).toContain(
      'Access-Control-Expose-Headers: WWW-Authenticate',
    )
  })

  it('one that is exposed is read', async () => {
    const verdict = verdictOf(await auth.fetch(`${elsewhere}/exposed`, { credentials: 'include' }))
    expect(verdict).toMatchObject({ kind: 'reauthenticate', certainty: 'certain', realm: 'elsewhere' })
    expect(verdict?.because.map(({ rule }) => rule)).not.toContain('cors/challenge-hidden')
  })

  it('authorize stays with the listed', async () => {
    const authorize = vi.fn()
    await createAuth({ authorize }).fetch(`${elsewhere}/forbidden`)
    expect(authorize).not.toHaveBeenCalled()
  })
})

describe('a redirect to a login page', () => {
  it.each<[string, RequestInit, reason: RegExp, asked: number]>([
    ['redirect: "manual" gives an opaque redirect, as the caller asked', { redirect: 'manual' }, /^login-redirect$/, 0],
    ['followed, it ends at HTML', {}, /^login-(?:redirect|page)$/, 1],
  ])('%s', async (_name, init, reason, count) => {
    const auth = createAuth({ origins: [elsewhere], signIn: async () => 'declined' })
    const asked = vi.fn()
    auth.on('reauthenticate', asked)
    const response = await auth.fetch(`${elsewhere}/redirect`, init)
    expect(verdictOf(response)).toMatchObject({
      kind: 'reauthenticate',
      reason: expect.stringMatching(reason),
      url: `${elsewhere}/redirect`,
    })
    expect(asked).toHaveBeenCalledTimes(count)
    expect(auth.state.get().status).toBe(count === 0 ? 'unknown' : 'signed-out')
  })
})
