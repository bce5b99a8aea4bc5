import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openEventsWithToken } from './event-source-node.ts'
import { startLogin } from './login.ts'

async function open(before: (login: Awaited<ReturnType<typeof startLogin>>) => void) {
  const login = await startLogin()
  before(login)
  const onRefused = vi.fn()
  const source = openEventsWithToken(login.auth, `${login.backend.url}/events`, onRefused)
  onTestFinished(() => source.close())
  const opened = new Promise<string>((resolve) => {
    source.addEventListener('message', ({ data }) => resolve(String(data)))
    source.addEventListener('error', () => source.readyState === source.CLOSED && resolve('closed'))
  })
  return { ...login, onRefused, opened }
}

describe('the package eventsource, with auth.fetch', () => {
  it('given an expired token → one renewal, and the stream is there', async () => {
    const { opened, renewals, onRefused } = await open(({ backend }) => backend.expire())
    expect(await opened).toBe('hello')
    expect(renewals()).toBe(1)
    expect(onRefused).not.toHaveBeenCalled()
  })

  it('given a decline → the verdict, and the stream is closed', async () => {
    const { opened, onRefused, ask } = await open(({ backend }) => {
      backend.expire()
      backend.setRefresh('is refused')
    })
    expect(await opened).toBe('closed')
    expect(ask).toHaveBeenCalledOnce()
    expect(onRefused).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: 'reauthenticate' }))
  })
})
