import { describe, expect, it } from 'vitest'
import { isAuthError } from 'why401'
import { readEvents } from './fetch-event-source.ts'
import { startLogin } from './login.ts'

describe('fetch-event-source, with auth.strictFetch', () => {
  it('given an expired token → one renewal, and the stream is there', async () => {
    const { auth, backend, renewals } = await startLogin({ hasPage: true })
    backend.expire()
    const controller = new AbortController()
    const data = await new Promise<string>((resolve, reject) => {
      const onMessage = (message: { readonly data: string }): void => resolve(message.data)
      readEvents(auth, `${backend.url}/events`, onMessage, controller.signal).catch(reject)
    })
    controller.abort()
    expect([data, renewals()]).toEqual(['hello', 1])
  })

  it('given a decline → rejects with the verdict, and does not try each second', async () => {
    const { auth, backend, ask } = await startLogin({ hasPage: true })
    backend.expire()
    backend.setRefresh('is refused')
    const error: unknown = await readEvents(auth, `${backend.url}/events`, () => {}).catch((reason: unknown) => reason)
    expect(isAuthError(error) && error.verdict).toMatchObject({ kind: 'reauthenticate' })
    expect(ask).toHaveBeenCalledOnce()
    expect(backend.count('GET /events')).toBe(1)
  })
})
