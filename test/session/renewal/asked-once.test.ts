import { describe, expect, it, vi } from 'vitest'
import type { RenewResult } from 'why401'
import { never, settled, watch } from '../watch.ts'
import { ORIGIN, type Tab, World } from '../world.ts'

/** A tab whose login is over, and whose user closes each dialog. */
function declining(options: Parameters<World['open']>[0] = {}): { readonly world: World; readonly tab: Tab } {
  const world = new World()
  world.end()
  const tab = world.open((self) => ({
    renew: async () => 'declined',
    signIn: async () => {
      self.asks.push('signIn')
      return 'declined'
    },
    ...(typeof options === 'function' ? options(self) : options),
  }))
  return { world, tab }
}

async function poll(world: World, tab: Tab, count: number, path = '/api/poll', every = 20): Promise<void> {
  for (let nth = 0; nth < count; nth += 1) await settled(world, tab.get(path), every)
}

describe('given a user who declined, then no poll asks again', () => {
  it.each(['/api/poll', '/gold/poll'])('of %s', async (path) => {
    const { world, tab } = declining()
    tab.href = `${ORIGIN}/`
    tab.active = false
    if (path.startsWith('/gold')) world.valid = world.jar
    await poll(world, tab, 20, path)
    await poll(world, tab, 5, path, 3_600_000)
    expect(tab.asks).toEqual(['signIn'])
  })

  it('though the click that closed the dialog was a moment ago', async () => {
    const { world, tab } = declining()
    tab.href = `${ORIGIN}/`
    tab.active = true
    await poll(world, tab, 20)
    tab.active = false
    await poll(world, tab, 20, '/api/poll', 1_000)
    expect(tab.asks).toEqual(['signIn'])
  })

  it.each<[string, (tab: Tab) => void]>([
    [
      'a click',
      (tab) => {
        tab.active = true
      },
    ],
    [
      'another page',
      (tab) => {
        tab.href = `${ORIGIN}/orders`
      },
    ],
  ])('but what follows on %s does, once', async (_name, act) => {
    const { world, tab } = declining()
    tab.href = `${ORIGIN}/`
    tab.active = false
    await poll(world, tab, 5)
    await world.advance(60_000)
    act(tab)
    await poll(world, tab, 5)
    expect(tab.asks).toEqual(['signIn', 'signIn'])
  })

  it.each<[string, (act: () => void, tab: Tab) => unknown]>([
    ['at once', (act) => act()],
    ['a moment later, as routers do', (act, tab) => tab.wait(500).then(act)],
  ])('though the app shows another page to who is signed out, %s', async (_name, later) => {
    const { world, tab } = declining()
    tab.href = `${ORIGIN}/`
    tab.active = false
    tab.auth.on('signed-out', () => {
      void later(() => {
        tab.href = `${ORIGIN}/welcome`
      }, tab)
    })
    await poll(world, tab, 20, '/api/poll', 700)
    expect(tab.asks).toEqual(['signIn'])
  })

  it('where the platform cannot tell, once a minute; with `askAgainAfter` as often as that says', async () => {
    for (const [askAgainAfter, times] of [
      [undefined, 2],
      [10_000, 7],
    ] as const) {
      const { world, tab } = declining(askAgainAfter === undefined ? {} : { askAgainAfter })
      await poll(world, tab, 65, '/api/poll', 1_000)
      expect(tab.asks).toHaveLength(times)
    }
  })

  it('and auth.signIn() asks at once', async () => {
    const { world, tab } = declining()
    await poll(world, tab, 3)
    expect(await settled(world, tab.auth.signIn())).toBe(false)
    expect(tab.asks).toEqual(['signIn', 'signIn'])
  })

  it('in no other tab either', async () => {
    const world = new World()
    world.end()
    const tabs = [1, 2, 3].map(() =>
      world.open((self) => ({
        renew: async () => 'declined',
        signIn: async () => {
          self.asks.push('signIn')
          return 'declined'
        },
      })),
    )
    for (const tab of [...tabs, ...tabs]) await poll(world, tab, 2)
    expect(tabs.flatMap(({ asks }) => asks)).toEqual(['signIn'])
  })
})

describe('given a step-up that is never enough', () => {
  it('then a poll asks once, until the user acts', async () => {
    const world = new World()
    const tab = world.open((self) => ({ signIn: () => self.signIn('/login', 1_000) }))
    tab.href = `${ORIGIN}/`
    tab.active = false
    await poll(world, tab, 20, '/gold/poll', 5_000)
    expect(tab.asks).toEqual(['signIn'])
    tab.active = true
    await poll(world, tab, 1, '/gold/poll', 5_000)
    tab.active = false
    await poll(world, tab, 20, '/gold/other', 5_000)
    expect(tab.asks).toEqual(['signIn', 'signIn'])
  })

  it('then an expired token is renewed all the same', async () => {
    const world = new World()
    const tab = world.open((self) => ({ signIn: () => self.signIn('/login', 1_000) }))
    await poll(world, tab, 3, '/gold/poll', 5_000)
    world.expire()
    expect(await settled(world, tab.get('/api/1'))).toBe(200)
  })
})

describe('given a server that refuses what the user just signed in for', () => {
  const refusing = (options: (tab: Tab) => object) => {
    const world = new World()
    const { answer } = world
    world.answer = (hit) => answer(/^\/(?:renew|login)/.test(hit.path) ? hit : { ...hit, credential: 'dead' })
    const tab = world.open((self) => ({ signIn: () => self.signIn('/login', 500), ...options(self) }))
    tab.href = `${ORIGIN}/`
    tab.active = false
    return { world, tab, answer, signIns: () => tab.asks.filter((name) => name === 'signIn').length }
  }
  const ways: readonly [string, (tab: Tab) => object][] = [
    ['a renewal that works', () => ({})],
    ['a renewal that declines', () => ({ renew: async () => 'declined' })],
    ['a cookie that the browser does not store', (tab) => ({ renew: async () => (await tab.renew(), 'declined') })],
  ]

  it.each(ways)('and %s, then polls ask once, until the user wants to sign in', async (_name, options) => {
    const { world, tab, signIns } = refusing(options)
    for (let nth = 0; nth < 120; nth += 1) await poll(world, tab, 1, `/api/${nth % 3}`, 5_000)
    expect([signIns(), world.renewals < 20 || tab.status]).toEqual([1, true])
    void tab.auth.signIn()
    await world.advance(1_000)
    expect(signIns()).toBe(2)
  })

  it.each(ways.slice(1))('and %s, then a click asks', async (_name, options) => {
    const { world, tab, signIns } = refusing(options)
    for (let nth = 0; nth < 10; nth += 1) await poll(world, tab, 1, `/api/${nth % 3}`, 5_000)
    tab.active = true
    await poll(world, tab, 1, '/api/click', 5_000)
    expect(signIns()).toBe(2)
  })

  it.each(ways)('and %s, then it is asked as before once the login works', async (_name, options) => {
    const { world, tab, answer, signIns } = refusing(options)
    for (let nth = 0; nth < 10; nth += 1) await poll(world, tab, 1, `/api/${nth % 3}`, 5_000)
    world.answer = answer
    tab.active = true
    world.end()
    expect(await settled(world, tab.get('/api/click'), 2_000)).toBe(200)
    tab.active = false
    const before = signIns()
    await world.advance(600_000)
    world.end()
    expect(await settled(world, tab.get('/api/1'), 2_000)).toBe(200)
    expect(signIns()).toBe(before + 1)
  })
})

describe('given requests that may not ask, then nobody is asked', () => {
  const route = [{ path: '/api/*', ask: false as const }]

  it.each<[string, (tab: Tab) => Promise<unknown>, Parameters<World['open']>[0]]>([
    ['auth.background', (tab) => tab.auth.background(`${ORIGIN}/api/1`), {}],
    ['a route with `ask: false`', (tab) => tab.get('/api/1'), { routes: route }],
  ])('%s, and each settles', async (_name, send, options) => {
    const { world, tab } = declining(options)
    for (let nth = 0; nth < 10; nth += 1) expect(await settled(world, send(tab), 100)).toBeDefined()
    expect([tab.asks, tab.status]).toEqual([[], 'unknown'])
  })

  it.each<[string, (tab: Tab, path: string) => Promise<unknown>, Parameters<World['open']>[0]]>([
    ['auth.background', (tab, path) => tab.auth.background(ORIGIN + path), {}],
    ['a route with `ask: false`', (tab, path) => tab.get(path), { routes: [{ path: '/never/*', ask: false }] }],
  ])('%s, when two renewals in a row helped nobody', async (_name, send, options) => {
    const world = new World()
    const tab = world.open((self) => ({ signIn: () => self.signIn(), ...(options as object) }))
    for (let nth = 0; nth < 6; nth += 1) await settled(world, send(tab, `/never/${nth}`), 1_000)
    expect(tab.asks).not.toContain('signIn')
    expect(tab.types()).not.toContain('signed-out')
  })

  it.each<[string, (tab: Tab) => unknown, object]>([
    ['a refusal', (tab) => tab.get('/api/1'), {}],
    ['a refusal, without a renewal', (tab) => tab.get('/api/1'), { renew: undefined }],
    ['a refusal in a hidden tab', (tab) => (tab.hide(), tab.get('/api/1')), {}],
    ['the user', (tab) => tab.auth.signIn(), {}],
  ])('a background request does not wait for the question that %s leads to', async (_name, ask, options) => {
    for (const first of ['ask', 'poll']) {
      const { world, tab } = declining({ signIn: never, ...options })
      const sendPoll = (): Promise<number> => tab.auth.background(`${ORIGIN}/api/poll`).then(({ status }) => status)
      const early = first === 'poll' ? sendPoll() : undefined
      void ask(tab)
      expect(await settled(world, early ?? sendPoll(), 2_000)).toBe(401)
      expect(await settled(world, sendPoll(), 2_000)).toBe(401)
    }
  })

  it('a background request settles while another request waits for the user', async () => {
    const world = new World()
    world.end()
    const tab = world.open((self) => ({ renew: async () => 'declined', signIn: () => self.signIn() }))
    const waiting = watch(tab.get('/api/1'))
    await world.advance(100)
    const background = tab.auth.background(`${ORIGIN}/api/2`).then(({ status }) => status)
    expect(await settled(world, background, 100)).toBe(401)
    await world.advance(100_000)
    expect(waiting.value).toBe(200)
  })

  it('a background request renews silently', async () => {
    const world = new World()
    world.expire()
    const tab = world.open()
    expect((await settled(world, tab.auth.background(`${ORIGIN}/api/2`)))?.status).toBe(200)
  })
})

describe('a sign-out by the app', () => {
  it('given polls that go on, then nobody is asked, nothing is renewed, and no login comes back', async () => {
    const { world, tab } = declining((self) => ({ renew: () => self.renew() }))
    world.alive = true
    tab.auth.signedIn()
    tab.auth.signedOut()
    world.end()
    await poll(world, tab, 10)
    expect([tab.asks.filter((ask) => ask === 'signIn'), tab.status]).toEqual([[], 'signed-out'])
    expect(world.renewals).toBe(0)
  })

  it('given a sign-out call that is refused, then nobody is asked', async () => {
    const { world, tab } = declining({ routes: [{ path: '/api/logout', role: 'sign-out' }] })
    tab.auth.signedIn()
    expect(await settled(world, tab.get('/api/logout', { method: 'POST' }))).toBe(401)
    tab.auth.signedOut()
    expect(tab.asks).toEqual([])
  })
})

describe('auth.signIn()', () => {
  it('given a login that nothing refused, then a decline does not end it', async () => {
    const world = new World()
    const tabs = [world.open({ signIn: async () => 'declined' }), world.open()]
    tabs[0]?.auth.signedIn()
    await world.advance(100)
    expect(await settled(world, tabs[0]!.auth.signIn())).toBe(false)
    expect(tabs.map(({ status }) => status)).toEqual(['signed-in', 'signed-in'])
    expect(tabs.flatMap((tab) => tab.types())).not.toContain('signed-out')
  })

  it('given a nonce that is fetched meanwhile, then the user is asked all the same', async () => {
    const world = new World()
    const tab = world.open((self) => ({
      renew: ({ verdict }) => self.wait(500).then(() => verdict.reason === 'stale-nonce'),
      signIn: () => self.signIn('/login', 1_000),
    }))
    const nonce = watch(tab.get('/nonce/1'))
    await world.advance(100)
    expect(await settled(world, tab.auth.signIn(), 10_000)).toBe(true)
    expect([tab.asks, nonce.value]).toEqual([['signIn'], 401])
  })

  it.each(['throws', 'rejects', 'is not there', 'was disposed'])(
    'given a handler that %s, then it resolves to false',
    async (how) => {
      vi.spyOn(console, 'error').mockReturnValue()
      const world = new World()
      const signIn = (): Promise<RenewResult> => {
        if (how === 'throws') throw new Error('no dialog')
        return Promise.reject(new Error('no dialog'))
      }
      const tab = world.open(how === 'is not there' ? {} : { signIn })
      if (how === 'was disposed') tab.auth.dispose()
      expect(await settled(world, tab.auth.signIn())).toBe(false)
      vi.restoreAllMocks()
    },
  )
})

describe('the user is asked in a tab that is shown', () => {
  const asking = (self: Tab): object => ({ renew: async () => 'declined', signIn: () => self.signIn() })

  it('given a hidden tab that is refused first, then the shown one asks, and both go on', async () => {
    const world = new World()
    world.end()
    const [hidden, shown] = [world.open(asking), world.open(asking)]
    hidden.hide()
    const polled = watch(hidden.get('/api/poll'))
    await world.advance(100)
    const clicked = watch(shown.get('/api/click'))
    await world.advance(100_000)
    expect([hidden.asks, shown.asks, polled.value, clicked.value]).toEqual([[], ['signIn'], 200, 200])
  })

  it('given no tab that is shown, then nobody is asked until one is', async () => {
    const world = new World()
    world.end()
    const tabs = [world.open(asking), world.open(asking)]
    for (const tab of tabs) tab.hide()
    const sent = tabs.map((tab) => watch(tab.get('/api/poll')))
    await world.advance(100_000)
    expect(tabs.flatMap(({ asks }) => asks)).toEqual([])
    tabs[1]?.show()
    await world.advance(100_000)
    expect([tabs.map(({ asks }) => asks), sent.map(({ value }) => value)]).toEqual([
      [[], ['signIn']],
      [200, 200],
    ])
  })

  it('given a tab that is hidden while it waits for its turn, then it does not ask', async () => {
    const world = new World()
    world.end()
    const [first, second] = [
      world.open((self) => ({ ...asking(self), signIn: () => self.signIn('/login', 1e9) })),
      world.open(asking),
    ]
    void first.get('/gold/1')
    world.valid = world.jar
    await world.advance(100)
    world.expire()
    const sent = watch(second.get('/api/2'))
    await world.advance(100)
    second.hide()
    first.close()
    await world.advance(1_000)
    expect(second.asks).toEqual([])
    second.show()
    world.alive = true
    await world.advance(100_000)
    expect([second.asks, sent.value]).toEqual([['signIn'], 200])
  })

  it('given a hidden tab, then `renew` and a nonce go on there', async () => {
    const world = new World()
    world.expire()
    const tab = world.open((self) => ({ signIn: () => self.signIn() }))
    tab.hide()
    expect(await settled(world, tab.get('/api/1'))).toBe(200)
  })

  it('given loginRedirect, then a hidden tab stays where it is, and a shown one leaves once', async () => {
    const world = new World()
    world.end()
    const leave = vi.fn(async (): Promise<RenewResult> => new Promise(() => {}))
    const tabs = [1, 2, 3].map(() => world.open({ renew: async () => 'declined', signIn: leave }))
    tabs[0]?.hide()
    tabs[1]?.hide()
    for (const tab of tabs) void tab.get('/api/1')
    await world.advance(10_000)
    expect(leave).toHaveBeenCalledTimes(1)
  })
})

describe('a dialog for a step-up', () => {
  it('given an expired token meanwhile, then that is renewed silently and at once', async () => {
    const world = new World()
    const tab = world.open((self) => ({ signIn: () => self.signIn('/login/gold', 1e6) }))
    void tab.get('/gold/1')
    await world.advance(100)
    world.expire()
    expect(await settled(world, tab.get('/api/1'))).toBe(200)
    expect(tab.asks).toEqual(['signIn', 'renew'])
  })

  it.each(['/gold/1', '/nonce/1'])(
    'given %s that is declined while another request is on its way, then its dead token is renewed',
    async (path) => {
      const world = new World()
      const tab = world.open((self) => ({
        renew: async ({ verdict }) => (verdict.reason === 'stale-nonce' ? 'declined' : self.renew()),
        signIn: async () => 'declined',
      }))
      world.latency = 1_000
      const slow = watch(tab.get('/api/slow'))
      await world.advance(10)
      world.latency = 10
      void tab.get(path)
      await world.advance(300)
      world.expire()
      await world.advance(2_000)
      expect(slow.value).toBe(200)
    },
  )

  it('given a renewal ahead of time that fails meanwhile, then a dead token is renewed', async () => {
    const world = new World()
    let fails = true
    const tab = world.open((self) => ({
      renewAt: world.time + 100,
      renew: async () => {
        if (fails) throw new TypeError('Failed to fetch')
        return self.renew()
      },
    }))
    await world.advance(150)
    fails = false
    world.expire()
    expect(await settled(world, tab.get('/api/1'))).toBe(200)
  })
})
