import { afterEach, describe, expect, it, vi } from 'vitest'
import type { HandlerContext, RenewResult } from 'why401'
import { ORIGIN, type Tab, World } from '../world.ts'

afterEach(() => vi.restoreAllMocks())

const HOUR = 3_600_000

/** A world whose credential is good, so that nothing but the time leads to a renewal. */
async function open(
  renewAt: (world: World, tab: Tab) => number | Date | (() => number | Date | undefined),
  more: (tab: Tab) => object = () => ({}),
  count = 1,
) {
  const world = new World()
  const tabs = Array.from({ length: count }, () =>
    world.open((tab) => ({ renewAt: renewAt(world, tab), ...more(tab) })),
  )
  await world.settle()
  return { world, tabs, tab: tabs[0]! }
}

describe('renewAt', () => {
  it.each([
    ['a number', ({ time }: World) => time + HOUR],
    ['a Date', ({ time }: World) => new Date(time + HOUR)],
    [
      'a function',
      ({ time }: World) =>
        () =>
          time + HOUR,
    ],
    [
      'a function that gives a Date',
      ({ time }: World) =>
        () =>
          new Date(time + HOUR),
    ],
  ])('%s: renews then, once, and no request waits for it', async (_name, renewAt) => {
    const { world, tab } = await open(renewAt)
    await world.advance(HOUR - 1)
    expect(world.renewals).toBe(0)
    await world.advance(100)
    expect(world.renewals).toBe(1)
    expect(tab.auth.state.get()).toEqual({ status: 'signed-in', generation: 1 })
    // No request was refused, and no user signed in.
    expect(tab.types()).toEqual([])
    await world.advance(10 * HOUR)
    expect(world.renewals).toBe(1)
  })

  it('a function is asked again after each renewal', async () => {
    let expires = 0
    const { world, tab } = await open(
      (own) => {
        expires = own.time + HOUR
        return () => expires
      },
      (own) => ({
        renew: () => {
          expires = own.world.time + HOUR
          return own.renew()
        },
      }),
    )
    await world.advance(5 * HOUR + HOUR / 2)
    expect(world.renewals).toBe(5)
    expect(tab.auth.state.get().generation).toBe(5)
  })

  it('and after a renewal that a refusal led to, and when the app signed in', async () => {
    let expires: number | undefined
    const { world, tab } = await open(() => () => expires)
    await world.advance(HOUR)
    expires = world.time + HOUR
    tab.auth.signedIn()
    await world.advance(HOUR / 2)
    world.expire()
    expires = world.time + HOUR
    void tab.get('/api/1')
    await world.advance(HOUR - 1_000)
    expect(world.renewals).toBe(1)
    await world.advance(2_000)
    expect(world.renewals).toBe(2)
  })

  it('a time that is past as soon as it is told is no burst of renewals', async () => {
    const { world } = await open((own) => () => own.time - 60_000)
    await world.advance(HOUR)
    expect(world.renewals).toBe(1)
  })

  it('a time beyond what a timer can wait', async () => {
    const { world } = await open((own) => own.time + 60 * 24 * HOUR)
    await world.advance(59 * 24 * HOUR)
    expect(world.renewals).toBe(0)
    await world.advance(25 * HOUR)
    expect(world.renewals).toBe(1)
  })

  it.each([
    ['undefined', () => undefined],
    ['NaN', () => Number.NaN],
    ['Infinity', () => Infinity],
    ['an invalid Date', () => new Date(Number.NaN)],
    ['a text', () => '2030' as never],
  ])('a function that gives %s: nothing is renewed', async (_name, renewAt) => {
    const { world } = await open(() => renewAt)
    await world.advance(100 * HOUR)
    expect(world.renewals).toBe(0)
  })

  it('a function that throws harms nobody, and is seen', async () => {
    const errors = vi.spyOn(console, 'error').mockReturnValue()
    const mistake = new Error('no token yet')
    const { world, tab } = await open(() => () => {
      throw mistake
    })
    world.expire()
    const answer = tab.get('/api/1')
    await world.advance(1_000)
    expect(await answer).toBe(200)
    expect(errors).toHaveBeenCalledWith(mistake)
  })

  it('is nothing without renew', async () => {
    const own = new World()
    const tab = own.open({ renewAt: own.time + 1_000, renew: undefined } as never)
    await own.advance(HOUR)
    expect([tab.types(), tab.status]).toEqual([[], 'unknown'])
  })

  it('ends with dispose()', async () => {
    const { world, tab } = await open((own) => own.time + HOUR)
    tab.auth.dispose()
    await world.advance(2 * HOUR)
    tab.show()
    await world.advance(1_000)
    expect(world.renewals).toBe(0)
  })
})

describe('renewAt and other tabs', () => {
  it('once for all of them', async () => {
    let expires = 0
    const { world, tabs } = await open(
      (own) => {
        expires = own.time + HOUR
        return () => expires
      },
      (tab) => ({
        renew: async () => {
          const outcome = await tab.renew()
          expires = tab.world.time + HOUR
          return outcome
        },
      }),
      4,
    )
    await world.advance(3 * HOUR + HOUR / 2)
    expect(world.renewals).toBe(3)
    expect(tabs.map(({ auth }) => auth.state.get().generation)).toEqual([3, 3, 3, 3])
  })

  it('once also for a time that does not change', async () => {
    const { world, tabs } = await open((own) => own.time + HOUR, undefined, 3)
    await world.advance(3 * HOUR)
    expect(world.renewals).toBe(1)
    expect(tabs.flatMap(({ asks }) => asks)).toEqual(['renew'])
  })

  it('a tab that was hidden does not renew again what another tab renewed', async () => {
    const {
      world,
      tabs: [first, second],
    } = await open((own) => own.time + HOUR, undefined, 2)
    second?.hide()
    await world.advance(2 * HOUR)
    expect([first?.asks, second?.asks]).toEqual([['renew'], []])
    second?.show()
    await world.advance(1_000)
    expect(world.renewals).toBe(1)
  })
})

describe('renewAt in the background', () => {
  it('a hidden tab renews when it is shown', async () => {
    const { world, tab } = await open((own) => own.time + HOUR)
    tab.hide()
    await world.advance(5 * HOUR)
    expect(world.renewals).toBe(0)
    tab.show()
    await world.advance(100)
    expect(world.renewals).toBe(1)
    tab.hide()
    tab.show()
    await world.advance(100)
    expect(world.renewals).toBe(1)
  })

  it('after a sleep over many times it renews once', async () => {
    let expires = 0
    const { world, tab } = await open(
      (own) => {
        expires = own.time + 600_000
        return () => expires
      },
      (own) => ({
        renew: () => {
          expires = own.world.time + 600_000
          return own.renew()
        },
      }),
    )
    tab.freeze()
    await world.advance(8 * HOUR)
    tab.thaw()
    tab.show()
    await world.advance(60_000)
    expect(world.renewals).toBe(1)
  })
})

describe('renewAt when a request is sent', () => {
  /** A tab whose time to renew is over, and whose credential with it, before any timer could run. */
  async function late(more: (tab: Tab) => object = () => ({})) {
    const { world, tab } = await open((own) => own.time + HOUR, more)
    tab.hide()
    await world.advance(2 * HOUR)
    world.expire()
    return { world, tab }
  }

  it('after the time: it waits for the renewal, is sent once, and the tab may be hidden', async () => {
    const { world, tab } = await late()
    const answers = [tab.get('/api/1'), tab.get('/api/2')]
    await world.advance(1_000)
    expect(await Promise.all(answers)).toEqual([200, 200])
    expect([world.renewals, world.count('/api/1'), world.count('/api/2')]).toEqual([1, 1, 1])
    expect(tab.types()).toEqual([])
    tab.show()
    await world.advance(HOUR)
    expect(world.renewals).toBe(1)
  })

  it('in the background: it begins the renewal, and does not wait', async () => {
    const { world, tab } = await late()
    const answer = tab.auth.background(`${ORIGIN}/api/1`)
    await world.advance(1_000)
    expect((await answer).status).toBe(200)
    expect([world.renewals, world.count('/api/1')]).toEqual([1, 2])
  })

  it('on a route of the login itself: it begins nothing', async () => {
    const { world, tab } = await late(() => ({ routes: [{ path: '/login', role: 'sign-in' }] }))
    const answer = tab.get('/login', { method: 'POST' })
    await world.advance(1_000)
    expect([await answer, world.renewals]).toEqual([200, 0])
  })

  it.each<[string, (tab: Tab) => Promise<RenewResult>]>([
    ['declines', async () => 'declined'],
    ['is offline', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('and the renewal %s: it is sent, and settles with its own refusal', async (_name, renew) => {
    const asked = vi.fn(renew)
    const { world, tab } = await late((own) => ({ renew: () => asked(own) }))
    const answer = tab.get('/api/1')
    await world.advance(1_000)
    expect(await answer).toBe(401)
    expect(asked.mock.calls.length).toBeLessThanOrEqual(2)
    await world.advance(HOUR)
    const calls = asked.mock.calls.length
    world.valid = world.jar
    const next = tab.get('/api/2')
    await world.advance(1_000)
    // The time is the same: it was due once.
    expect([await next, asked.mock.calls.length]).toEqual([200, calls])
  })

  it('of a renewal that never ends: it waits for a bounded time', async () => {
    const { world, tab } = await late(() => ({ renew: () => new Promise(() => {}) }))
    world.valid = world.jar
    const answer = tab.get('/api/1')
    await world.advance(29_000)
    expect(world.count('/api/1')).toBe(0)
    await world.advance(5_000)
    expect(await answer).toBe(200)
  })

  it('with a request of the renewal itself: that does not wait', async () => {
    const { world, tab } = await late((own) => ({
      renew: async ({ fetch }: HandlerContext) => {
        await fetch(`${ORIGIN}/api/own`)
        return own.renew()
      },
    }))
    const answer = tab.get('/api/1')
    await world.advance(1_000)
    expect([await answer, world.renewals]).toEqual([200, 1])
  })

  it('a time that a function knows by now: a sign-in that the session was not told of counts', async () => {
    let expires: number | undefined
    const { world, tab } = await open(() => () => expires)
    expires = world.time + HOUR
    await world.advance(2 * HOUR)
    world.expire()
    const answer = tab.get('/api/1')
    await world.advance(1_000)
    expect([await answer, world.count('/api/1'), world.renewals]).toEqual([200, 1, 1])
  })

  it('a page that opens with a time that is over: its first request waits', async () => {
    const { world, tab } = await open(
      (own) => own.time - HOUR,
      (own) => ({
        renew: async () => {
          await own.wait(100)
          return own.renew()
        },
      }),
    )
    world.expire()
    const answer = tab.get('/api/1')
    await world.advance(1_000)
    expect([await answer, world.count('/api/1'), world.renewals]).toEqual([200, 1, 1])
  })

  it('in several tabs at once: one of them renews', async () => {
    const { world, tabs } = await open((own) => own.time + HOUR, undefined, 3)
    for (const tab of tabs) tab.hide()
    await world.advance(2 * HOUR)
    world.expire()
    const answers = tabs.map((tab) => tab.get('/api/1'))
    await world.advance(2_000)
    expect(await Promise.all(answers)).toEqual([200, 200, 200])
    expect([world.renewals, world.count('/api/1')]).toEqual([1, 3])
  })
})

describe('a renewal ahead of time that fails', () => {
  it.each<[string, (tab: Tab) => Promise<RenewResult>]>([
    ['declines', async () => 'declined'],
    ['is offline', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['is rejected', () => Promise.reject(Object.assign(new Error('HTTP'), { status: 401 }))],
    ['never ends', () => new Promise(() => {})],
  ])('(it %s) asks nobody and signs nobody out', async (_name, renew) => {
    const signIn = vi.fn(async (): Promise<RenewResult> => 'renewed')
    const { world, tab } = await open(
      (own) => own.time + HOUR,
      (own) => ({ renew: () => renew(own), signIn }),
    )
    tab.auth.signedIn()
    await world.advance(2 * HOUR)
    expect(signIn).not.toHaveBeenCalled()
    expect(tab.types()).toEqual(['signed-in'])
    expect(tab.auth.state.get()).toEqual({ status: 'signed-in', generation: 1 })
  })

  it('asks nobody who is signed out', async () => {
    const { world, tab } = await open((own) => own.time + HOUR)
    tab.auth.signedOut()
    await world.advance(2 * HOUR)
    tab.show()
    await world.advance(HOUR)
    expect([world.renewals, tab.status]).toEqual([0, 'signed-out'])
  })
})

describe('a real 401 while a renewal ahead of time is under way', () => {
  it('is sent again when that succeeds, without another', async () => {
    const { world, tab } = await open(
      (own) => own.time + HOUR,
      (own) => ({
        renew: async () => {
          await own.wait(5_000)
          return own.renew()
        },
      }),
    )
    await world.advance(HOUR + 1)
    world.expire()
    const answer = tab.get('/api/1')
    await world.advance(6_000)
    expect(await answer).toBe(200)
    expect(world.renewals).toBe(1)
  })

  it.each([1, 2])('asks by itself when that fails (%i tabs)', async (count) => {
    const { world, tabs } = await open(
      (own, tab) => own.time + (tab.name === 't1' ? HOUR : 5 * HOUR),
      (tab) => ({
        renew: async () => {
          await tab.wait(5_000)
          return 'declined'
        },
        signIn: () => tab.signIn(),
      }),
      count,
    )
    await world.advance(HOUR + 1)
    world.end()
    const answer = tabs.at(-1)!.get('/api/1')
    await world.advance(5_100)
    expect(world.signIns).toBe(0)
    await world.advance(80_000)
    expect(await answer).toBe(200)
    expect(tabs.flatMap((tab) => tab.types())).not.toContain('signed-out')
    expect(world.signIns).toBe(1)
  })
})
