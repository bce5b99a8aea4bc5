import { EventSource } from 'eventsource'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Verdict } from 'why401'
import { openEvents } from './event-source.ts'
import { startLogin } from './login.ts'

afterEach(() => vi.unstubAllGlobals())

/** An EventSource that, as a browser's, sends the cookie of the login and takes no header. */
async function open(before: (login: Awaited<ReturnType<typeof startLogin>>) => void, getCookie?: () => string) {
  const login = await startLogin()
  const cookie = getCookie ?? login.token
  class CookieEventSource extends EventSource {
    constructor(url: string) {
      super(url, { fetch: (input, init) => fetch(input, { ...init, headers: { cookie: `sid=${cookie()}` } }) })
    }
  }
  vi.stubGlobal('EventSource', CookieEventSource)
  before(login)
  const result = await new Promise<{ data?: string; verdict?: Verdict | undefined }>((resolve) => {
    const stream = openEvents(login.auth, `${login.backend.url}/events`, {
      onMessage: (data) => resolve({ data }),
      onRefused: (verdict) => resolve({ verdict }),
    })
    onTestFinished(stream.close)
  })
  return { ...login, ...result }
}

describe('an EventSource of the browser', () => {
  it('given a session that is over → one renewal, and it is opened again', async () => {
    const { data, renewals } = await open(({ backend }) => backend.expire())
    expect(data).toBe('hello')
    expect(renewals()).toBe(1)
  })

  it('given a decline → the verdict', async () => {
    const { verdict, ask } = await open(({ backend }) => {
      backend.expire()
      backend.setRefresh('is refused')
    })
    expect(verdict).toMatchObject({ kind: 'reauthenticate' })
    expect(ask).toHaveBeenCalledOnce()
  })

  it('given a stream that is refused although a GET is not → it is opened twice and not for ever', async () => {
    const { verdict, backend } = await open(
      () => {},
      () => 'another',
    )
    expect(verdict).toMatchObject({ kind: 'none', reason: 'ok' })
    expect(backend.count('GET /events')).toBe(4)
  })
})
