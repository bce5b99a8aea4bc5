import { describe, expect, it, vi } from 'vitest'
import { type Auth, verdictOf } from 'why401'
import type { Backend, Refresh } from './backend.ts'

/** A recipe at work: signed in, with a token that is valid. */
export interface Login {
  readonly auth: Auth
  readonly backend: Backend
  /** How often the renewal reached its server. */
  readonly renewals: () => number
  readonly setRenewal: (refresh: Refresh) => void
  /** What asks the user; it declines. */
  readonly ask: () => Promise<boolean>
}

/** What every login must do, whichever library holds its tokens. */
export function describeLogin(name: string, start: (ask: () => Promise<boolean>) => Promise<Login>): void {
  describe(name, () => {
    const ask = vi.fn(async () => false)
    const open = async (): Promise<Login & { readonly reports: string }> => {
      ask.mockClear()
      const login = await start(ask)
      return { ...login, reports: `${login.backend.url}/api/reports` }
    }

    it('given a valid token → it is sent, and nothing is renewed', async () => {
      const { auth, reports, renewals } = await open()
      expect((await auth.fetch(reports)).status).toBe(200)
      expect(renewals()).toBe(0)
    })

    it('given an expired token and five requests at once → one renewal, five answers', async () => {
      const { auth, backend, reports, renewals } = await open()
      backend.expire()
      const responses = await Promise.all(Array.from({ length: 5 }, (_, index) => auth.fetch(`${reports}?${index}`)))
      expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
      expect(renewals()).toBe(1)
      expect(ask).not.toHaveBeenCalled()
    })

    it('given a renewal that is refused → the user is asked once, and a decline settles with the refusal', async () => {
      const { auth, backend, reports, setRenewal } = await open()
      backend.expire()
      setRenewal('is refused')
      const [first] = await Promise.all([auth.fetch(reports), auth.fetch(`${reports}?2`)])
      expect(verdictOf(first)).toMatchObject({ kind: 'reauthenticate', status: 401 })
      await auth.fetch(reports)
      expect(ask).toHaveBeenCalledOnce()
    })

    it('given a renewal that is down → nobody is asked, and the login is not over', async () => {
      const { auth, backend, reports, setRenewal } = await open()
      backend.expire()
      setRenewal('is down')
      expect((await auth.fetch(reports)).status).toBe(401)
      expect(ask).not.toHaveBeenCalled()
      expect(auth.state.get().status).not.toBe('signed-out')
    })

    it('given a missing scope → forbidden, and nothing is renewed', async () => {
      const { auth, reports, renewals } = await open()
      const response = await auth.fetch(reports, { method: 'DELETE' })
      expect(verdictOf(response)).toMatchObject({ kind: 'forbidden', reason: 'insufficient-scope' })
      expect(renewals()).toBe(0)
    })
  })
}
