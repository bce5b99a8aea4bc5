import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTokens, type HandlerContext, type TokenAnswer, type Tokens } from 'why401'
import { verdictFor } from 'why401/testing'

afterEach(() => vi.restoreAllMocks())

function contextWith(signal: AbortSignal = new AbortController().signal): HandlerContext {
  return { verdict: verdictFor('reauthenticate', { reason: 'no-credentials' }), signal, attempt: 1, fetch }
}

/** A server that keeps the refresh token in a cookie, and takes each once. The cookie is sent when the request begins. */
function createServer(): { readonly refresh: () => Promise<TokenAnswer>; readonly refused: () => number } {
  let cookie = 1
  let accepted = 1
  let refused = 0
  return {
    refused: () => refused,
    refresh: async () => {
      const sent = cookie
      await pause(20)
      if (sent !== accepted) {
        refused += 1
        throw Object.assign(new Error('refresh: 401'), { status: 401 })
      }
      accepted += 1
      await pause(20)
      cookie = accepted
      return { access_token: `token-${accepted}` }
    },
  }
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** Locks are of the origin, so that several of one page stand for as many tabs. */
const openTabs = (count: number, refresh: () => Promise<TokenAnswer>, key: string): Tokens[] =>
  Array.from({ length: count }, () => createTokens({ refresh, key }))

describe('given tabs with tokens in memory, and a refresh cookie that the server takes once', () => {
  it('that renew at the same moment → one after the other, and none is refused', async () => {
    const server = createServer()
    const tabs = openTabs(5, server.refresh, 'in-turn')
    const outcomes = await Promise.all(tabs.map(({ options }) => options.renew(contextWith())))
    expect(outcomes).toEqual(['renewed', 'renewed', 'renewed', 'renewed', 'renewed'])
    expect(server.refused()).toBe(0)
    expect(new Set(tabs.map(({ options }) => options.token())).size).toBe(5)
  })

  it('of which one is refused → that tab alone hears it, and the next one has its turn', async () => {
    let calls = 0
    const refresh = async (): Promise<TokenAnswer> => {
      calls += 1
      if (calls === 1) throw Object.assign(new Error('refresh: 401'), { status: 401 })
      return { access_token: 'fresh' }
    }
    const tabs = openTabs(2, refresh, 'refused')
    const outcomes = await Promise.allSettled(tabs.map(({ options }) => options.renew(contextWith())))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect(calls).toBe(2)
  })

  it('of which one hangs → the others go ahead when its time is over', async () => {
    const over = new AbortController()
    const [hanging, next] = [() => new Promise<TokenAnswer>(() => {}), async () => ({ access_token: 'fresh' })].map(
      (refresh) => createTokens({ refresh, key: 'hanging' }),
    )
    void hanging?.options.renew(contextWith(over.signal))
    const renewed = next?.options.renew(contextWith())
    setTimeout(() => over.abort(), 100)
    expect(await renewed).toBe('renewed')
  })

  it('of which one waits and is called off → it does not send its cookie', async () => {
    const refresh = vi.fn(async () => ({ access_token: 'fresh' }))
    const first = createTokens({ refresh: async () => pause(200).then(() => ({ access_token: 'a' })), key: 'off' })
    const second = createTokens({ refresh, key: 'off' })
    const running = first.options.renew(contextWith())
    await expect(second.options.renew(contextWith(AbortSignal.timeout(50)))).rejects.toThrow()
    expect(await running).toBe('renewed')
    expect(refresh).not.toHaveBeenCalled()
  })

  it('in a browser that forbids locks → each renews at once', async () => {
    vi.spyOn(navigator.locks, 'request').mockRejectedValue(new DOMException('no', 'SecurityError'))
    const refresh = vi.fn(async () => ({ access_token: 'fresh' }))
    expect(await createTokens({ refresh }).options.renew(contextWith())).toBe('renewed')
    expect(refresh).toHaveBeenCalledTimes(1)
  })
})
