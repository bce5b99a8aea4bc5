import { afterEach, describe, expect, it, vi } from 'vitest'
import type { HandlerContext, RenewResult } from 'why401'
import { loginRedirect, type NavigationPort } from 'why401/session'
import { fakeStorage, ORIGIN } from '../world.ts'

afterEach(() => void vi.useRealTimers())

type Verdict = HandlerContext['verdict']
const verdict = {
  kind: 'reauthenticate',
  reason: 'session-expired',
  remedy: 'sign-in',
  url: `${ORIGIN}/api/1`,
} as Verdict

/** A page that is loaded anew for each question, with the storage of its tab. */
function tab(href: string, storage: NavigationPort['storage'] = fakeStorage()) {
  const went: string[] = []
  const navigation: NavigationPort = { href: () => href, assign: (url) => went.push(url), storage }
  const load = (to = '/login') => loginRedirect({ to, navigation })
  /** What the handler says once its page is gone; it waits until then. */
  const ask = async (handler = load(), given: Verdict | undefined = verdict): Promise<RenewResult> => {
    const controller = new AbortController()
    const answer = handler({ verdict: given, signal: controller.signal } as HandlerContext)
    await new Promise(setImmediate)
    controller.abort()
    return answer
  }
  const pass = (ms: number): void => {
    vi.setSystemTime(Date.now() + ms)
  }
  return { went, ask, load, pass }
}

describe('given questions without a success between them', () => {
  it.each([0, 8_000, 3_600_000, -3_600_000])(
    'then the page is left twice, however the clock goes (%i ms)',
    async (ms) => {
      vi.useFakeTimers({ toFake: ['Date'] })
      const { went, ask, pass } = tab(`${ORIGIN}/orders`)
      for (let nth = 0; nth < 6; nth += 1) {
        await ask()
        pass(ms)
      }
      expect(went).toHaveLength(2)
    },
  )

  it('then another question is another way, and so is the user’s own wish', async () => {
    const { went, ask, load } = tab(`${ORIGIN}/orders`)
    for (let nth = 0; nth < 3; nth += 1) await ask()
    await ask(load(), { ...verdict, reason: 'step-up', remedy: 'step-up' })
    expect(went).toHaveLength(3)
    for (let nth = 0; nth < 3; nth += 1) await ask(load(), { ...verdict, url: '' })
    expect(went).toHaveLength(6)
  })

  it('then another login page is another way: that of another app of this origin, in the same tab', async () => {
    const { went, ask, load } = tab(`${ORIGIN}/orders`)
    for (let nth = 0; nth < 3; nth += 1) await ask(load('/login?theme=dark'))
    for (let nth = 0; nth < 3; nth += 1) await ask(load('/shop/login'))
    expect(went.map((url) => new URL(url).pathname)).toEqual(['/login', '/login', '/shop/login', '/shop/login'])
  })

  it.each(['the refused request', 'a sign-in'])('then a success of %s ends the memory', async (what) => {
    const { went, ask, load } = tab(`${ORIGIN}/orders`)
    for (let nth = 0; nth < 3; nth += 1) await ask()
    const handler = load()
    handler.roundTrips.succeeded(`${ORIGIN}/api/other`)
    await ask(handler)
    expect(went).toHaveLength(2)
    handler.roundTrips.succeeded(what === 'a sign-in' ? undefined : verdict.url)
    await ask(handler)
    expect(went).toHaveLength(3)
  })

  it('then a handler that the app calls without a refusal leaves, too', async () => {
    const { went, load } = tab(`${ORIGIN}/orders`)
    const controller = new AbortController()
    const answer = load()({ signal: controller.signal } as HandlerContext)
    await new Promise(setImmediate)
    controller.abort()
    expect([await answer, went.length]).toEqual(['declined', 1])
  })
})

describe('given a storage that fails', () => {
  const bad = (): never => {
    throw new DOMException('no', 'SecurityError')
  }

  it.each<[string, NavigationPort['storage']]>([
    ['in every method', { getItem: bad, setItem: bad, removeItem: bad }],
    ['by being absent', undefined],
    ['by what it holds', { ...fakeStorage(), getItem: () => '{"count":"many"}' }],
    ['by holding null', { ...fakeStorage(), getItem: () => 'null' }],
  ])('%s, then one page remembers by itself', async (_name, storage) => {
    const { went, ask, load } = tab(`${ORIGIN}/orders`, storage)
    const handler = load()
    for (let nth = 0; nth < 5; nth += 1) await ask(handler)
    expect(went).toHaveLength(2)
  })
})

describe('the way back', () => {
  it.each([
    ['/cb?code=CANARY&state=CANARY#access_token=CANARY', '/cb'],
    ['/cb?tab=2&code=CANARY#id_token=CANARY&x=1', '/cb?tab=2'],
    ['/#/route?access_token=CANARY', '/'],
    ['/saml?SAMLResponse=CANARY&RelayState=CANARY', '/saml'],
    ['/cas?ticket=CANARY', '/cas'],
    ['/orders?sort=a%2Fb#row', '/orders?sort=a%2Fb#row'],
  ])('of %s holds no secret', async (path, back) => {
    const { went, ask } = tab(ORIGIN + path)
    await ask()
    expect(went.join()).not.toContain('CANARY')
    expect(new URL(went[0] ?? '').searchParams.get('returnTo')).toBe(back)
  })

  it.each(['/login', '/login?returnTo=%2Forders%2F7', '/login#top'])('on %s itself, nobody is sent', async (path) => {
    const { went, ask } = tab(ORIGIN + path)
    expect(await ask()).toBe('declined')
    expect(went).toEqual([])
  })

  it('is never nested', async () => {
    const { went, ask } = tab(`${ORIGIN}/choose?returnTo=%2Forders%2F7`)
    await ask()
    expect(new URL(went[0] ?? '').searchParams.get('returnTo')).toBe('/orders/7')
  })
})
