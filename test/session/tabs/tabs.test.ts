import { afterEach, describe, expect, it, vi } from 'vitest'
import type { RenewResult } from 'why401'
import { LOCK_TIMEOUT_MS } from '../../../src/session/tabs/lock.ts'
import { ORIGIN, type Tab, World } from '../world.ts'

afterEach(() => vi.restoreAllMocks())

const never = (): Promise<RenewResult> => new Promise(() => {})

/** Tabs whose token ran out. */
async function open(
  count: number,
  ...how: Parameters<World['open']>
): Promise<{ readonly world: World; readonly tabs: Tab[] }> {
  const world = new World()
  const tabs = Array.from({ length: count }, () => world.open(...how))
  await world.settle()
  world.expire()
  return { world, tabs }
}

/** What is known of a promise so far. */
function watch<T>(promise: Promise<T>): { value?: T } {
  const seen: { value?: T } = {}
  void promise.then((value) => {
    seen.value = value
  })
  return seen
}

describe('one renewal for all tabs', () => {
  it.each([2, 3, 8])('%i tabs that are refused at once renew once, and each replays its own', async (count) => {
    const { world, tabs } = await open(count)
    const seen = tabs.flatMap((tab, index) => [
      watch(tab.get(`/api/${index}a`)),
      watch(tab.get(`/api/${index}b`, { method: 'POST', body: '{}' })),
    ])
    await world.advance(1_000)
    expect(seen.map(({ value }) => value)).toEqual(seen.map(() => 200))
    expect(world.renewals).toBe(1)
    expect(world.hits.filter(({ path }) => path !== '/renew')).toHaveLength(count * 4)
    expect(tabs.map(({ status }) => status)).toEqual(tabs.map(() => 'signed-in'))
    expect(tabs.map(({ auth }) => auth.state.get().generation)).toEqual(tabs.map(() => 1))
    // One cause, one event: only where it is acted on.
    expect(tabs.flatMap((tab) => tab.types()).filter((type) => type === 'reauthenticate')).toHaveLength(1)
  })

  it('given a tab that waits for another, then it is renewing meanwhile, and no event says that the user signed in', async () => {
    const {
      world,
      tabs: [first, second],
    } = await open(2)
    void first?.get('/api/1')
    await world.advance(2)
    void second?.get('/api/2')
    await world.advance(12)
    expect(second?.states.map(({ status }) => status)).toEqual(['renewing'])
    await world.advance(100)
    expect(second?.types()).toEqual([])
    expect(second?.auth.state.get()).toEqual({ status: 'signed-in', generation: 1 })
  })

  it('a tab whose requests were on their way when another renewed sends them again without a renewal', async () => {
    const {
      world,
      tabs: [first, second],
    } = await open(2)
    world.latency = 400
    const slow = watch(second!.get('/api/slow'))
    await world.advance(210)
    world.latency = 10
    const quick = watch(first!.get('/api/quick'))
    await world.advance(500)
    expect([quick.value, slow.value]).toEqual([200, 200])
    expect(world.renewals).toBe(1)
    expect(second?.asks).toEqual([])
  })

  it('a later expiry is renewed once again, by whichever tab meets it', async () => {
    const { world, tabs } = await open(3)
    for (let round = 1; round <= 4; round += 1) {
      const acting = tabs[round % 3]!
      expect(await settled(world, acting.get(`/api/${round}`))).toBe(200)
      expect(world.renewals).toBe(round)
      expect(tabs.map(({ auth }) => auth.state.get().generation)).toEqual([round, round, round])
      world.expire()
    }
  })
})

async function settled<T>(world: World, promise: Promise<T>, ms = 1_000): Promise<T | undefined> {
  const seen = watch(promise)
  await world.advance(ms)
  return seen.value
}

describe('what a tab hears late, or not at all', () => {
  it('a broadcast that comes after the lock: the epoch says that somebody renewed', async () => {
    const { world, tabs } = await open(3)
    world.delivery = () => 5_000
    const seen = tabs.map((tab) => watch(tab.get('/api/x')))
    await world.advance(500)
    expect(seen.map(({ value }) => value)).toEqual([200, 200, 200])
    expect(world.renewals).toBe(1)
    // The late word is old news then.
    await world.advance(10_000)
    expect(tabs.map(({ auth }) => auth.state.get().generation)).toEqual([1, 1, 1])
  })

  it('a late broadcast ends no ask that is under way', async () => {
    const {
      world,
      tabs: [first, second],
    } = await open(2, (tab) => ({ renew: async () => 'declined', signIn: () => tab.signIn() }))
    world.delivery = ({ type }) => (type === 'renewed' ? 100_000 : 1)
    first?.auth.signedIn()
    await world.settle()
    // Looks, and knows the epoch before the word comes.
    second?.show()
    await world.advance(50_000)
    world.end()
    const waiting = watch(second!.get('/api/1'))
    await world.advance(55_000)
    expect(second?.status).toBe('signing-in')
    expect(waiting.value).toBeUndefined()
    await world.advance(60_000)
    expect(waiting.value).toBe(200)
    expect(world.signIns).toBe(1)
  })

  it('a broadcast that is lost', async () => {
    const { world, tabs } = await open(3)
    world.delivery = () => undefined
    const seen = tabs.map((tab) => watch(tab.get('/api/x')))
    await world.advance(500)
    expect(seen.map(({ value }) => value)).toEqual([200, 200, 200])
    expect(world.renewals).toBe(1)
  })

  it.each(['rejects', 'hangs'] as const)(
    'IndexedDB %s: the broadcast is enough where it is in time',
    async (temper) => {
      const { world, tabs } = await open(3)
      world.epochTemper = temper
      const seen = tabs.map((tab) => watch(tab.get('/api/x')))
      await world.advance(6_000)
      expect(seen.map(({ value }) => value)).toEqual([200, 200, 200])
      expect(world.renewals).toBe(1)
    },
  )

  it('no IndexedDB: every later renewal is heard too, from tabs of every age', async () => {
    const {
      world,
      tabs: [old],
    } = await open(1, {}, ['epoch'])
    expect(await settled(world, old!.get('/api/1'))).toBe(200)
    world.expire()
    expect(await settled(world, old!.get('/api/2'))).toBe(200)
    const young = world.open({}, ['epoch'])
    world.expire()
    expect(await settled(world, young.get('/api/3'))).toBe(200)
    expect(old?.auth.state.get().generation).toBe(3)
    world.expire()
    // While both are refused, too.
    const seen = [watch(young.get('/api/4')), watch(old!.get('/api/4'))]
    await world.advance(1_000)
    expect(seen.map(({ value }) => value)).toEqual([200, 200])
    expect(world.renewals).toBe(4)
  })

  it('no channel: the lock and the epoch are enough', async () => {
    const { world, tabs } = await open(3, {}, ['channel'])
    const seen = tabs.map((tab) => watch(tab.get('/api/x')))
    await world.advance(500)
    expect(seen.map(({ value }) => value)).toEqual([200, 200, 200])
    expect(world.renewals).toBe(1)
  })

  it('no locks: each tab acts alone, and still hears the news', async () => {
    const {
      world,
      tabs: [first, second],
    } = await open(2, {}, ['lock'])
    expect(await settled(world, first!.get('/api/1'))).toBe(200)
    expect(second?.auth.state.get()).toEqual({ status: 'signed-in', generation: 1 })
    first?.auth.signedOut()
    await world.advance(10)
    expect(second?.status).toBe('signed-out')
  })

  it('no lock and no channel: a tab acts alone', async () => {
    const { world, tabs } = await open(2, {}, ['lock', 'channel'])
    for (const tab of tabs) {
      world.expire()
      expect(await settled(world, tab.get('/api/x'))).toBe(200)
    }
    expect(world.posted).toEqual([])
  })

  it('locks that are refused (a sandboxed frame): each tab acts alone', async () => {
    const { world, tabs } = await open(2)
    world.request = () => Promise.reject(new DOMException('sandboxed', 'SecurityError'))
    const seen = tabs.map((tab) => watch(tab.get('/api/x')))
    await world.advance(500)
    expect(seen.map(({ value }) => value)).toEqual([200, 200])
  })
})

describe('a tab that acts and does not end', () => {
  it('is killed: a tab that waits acts itself', async () => {
    const {
      world,
      tabs: [dying, second, third],
    } = await open(3, (tab) => ({ renew: () => (tab.name === 't1' ? never() : tab.renew()) }))
    void dying?.get('/api/1')
    await world.advance(20)
    const seen = [watch(second!.get('/api/2')), watch(third!.get('/api/3'))]
    await world.advance(5_000)
    expect(seen.map(({ value }) => value)).toEqual([undefined, undefined])
    dying?.close()
    await world.advance(100)
    expect(seen.map(({ value }) => value)).toEqual([200, 200])
    expect(world.renewals).toBe(1)
    expect(world.steals).toBe(0)
  })

  it('is left while it renews, and its exchange ends first: the next one renews, and all that waits is served', async () => {
    const {
      world,
      tabs: [left, second, third],
    } = await open(3)
    world.latency = 40
    const [own, ...seen] = [left, second, third].map((tab) => watch(tab!.get('/api/1')))
    await world.advance(50)
    expect([left?.asks, world.held.size, [...world.waiting.values()].flat().length]).toEqual([['renew'], 1, 2])
    left?.interrupt()
    await world.advance(500)
    // The page that is left lives on for as long as the next one takes.
    expect([own?.value, ...seen.map(({ value }) => value)]).toEqual([200, 200, 200])
    expect([second?.asks, third?.asks]).toEqual([['renew'], []])
    left?.leave()
    await world.advance(500)
    expect(world.messages().map(({ type }) => type)).not.toContain('failed')
    expect(world.steals).toBe(0)
  })

  it('is left while it signs the user in: the next one asks, and no tab is signed out', async () => {
    const {
      world,
      tabs: [left, second],
    } = await open(2, (tab) => ({ renew: async () => 'declined', signIn: () => tab.signIn('/login', 1_000) }))
    world.latency = 200
    void left?.get('/api/1')
    const seen = watch(second!.get('/api/2'))
    await world.advance(1_300)
    expect([left?.asks, second?.asks]).toEqual([['signIn'], []])
    left?.interrupt()
    await world.advance(3_000)
    expect([seen.value, second?.asks]).toEqual([200, ['signIn']])
    expect(world.messages().map(({ type }) => type)).not.toContain('signed-out')
  })

  it('is left and stays (a download), and no other tab waits: what waits settles, the next refusal renews', async () => {
    let isOffline = false
    const {
      world,
      tabs: [alone],
    } = await open(1, (tab) => ({
      renew: async () => {
        if (isOffline) throw new TypeError('Failed to fetch')
        return tab.renew()
      },
    }))
    const seen = watch(alone!.get('/api/1'))
    await world.advance(15)
    expect(alone?.asks).toEqual(['renew'])
    alone?.interrupt()
    await world.advance(20)
    expect([seen.value, alone?.types()]).toEqual([401, ['reauthenticate']])
    await world.advance(1_000)
    expect(await settled(world, alone!.get('/api/2'))).toBe(200)
    // The page was left a while ago: what fails now says something of the server.
    world.expire()
    isOffline = true
    expect(await settled(world, alone!.get('/api/3'))).toBe(401)
    expect(world.messages().filter(({ type }) => type === 'failed')).toHaveLength(1)
    expect(alone?.status).toBe('signed-in')
  })

  it('is killed while it asks the user: the next one asks', async () => {
    const {
      world,
      tabs: [dying, second],
    } = await open(2, (tab) => ({
      renew: async () => 'declined',
      signIn: () => (tab.name === 't1' ? never() : tab.signIn()),
    }))
    void dying?.get('/api/1')
    const seen = watch(second!.get('/api/2'))
    await world.advance(100_000)
    expect(second?.status).toBe('signing-in')
    expect(second?.asks).toEqual([])
    dying?.close()
    await world.advance(60_100)
    expect(seen.value).toBe(200)
    expect(second?.types()).toEqual(['reauthenticate', 'signed-in'])
  })

  it('is frozen: the others wait 35 s and act by force', async () => {
    const {
      world,
      tabs: [frozen, second],
    } = await open(2, (tab) => ({ renew: () => (tab.name === 't1' ? never() : tab.renew()) }))
    const stuck = watch(frozen!.get('/api/1'))
    await world.advance(20)
    frozen?.freeze()
    const seen = watch(second!.get('/api/2'))
    await world.advance(LOCK_TIMEOUT_MS)
    expect(seen.value).toBeUndefined()
    await world.advance(500)
    expect(seen.value).toBe(200)
    expect(world.steals).toBe(1)
    frozen?.thaw()
    await world.advance(500)
    // Back to life, it takes what the other one got.
    expect(stuck.value).toBe(200)
    expect(frozen?.auth.state.get()).toEqual({ status: 'signed-in', generation: 1 })
    expect(world.renewals).toBe(1)
  })

  it('is frozen while it asks the user: the others wait for their maxWait, and the next one asks', async () => {
    const {
      world,
      tabs: [frozen, second],
    } = await open(2, (tab) => ({
      maxWait: 120_000,
      renew: async () => 'declined',
      signIn: () => (tab.name === 't1' ? never() : tab.signIn('/login', 1_000)),
    }))
    void frozen?.get('/api/1')
    const seen = watch(second!.get('/api/2'))
    await world.advance(100)
    frozen?.freeze()
    await world.advance(119_000)
    expect(seen.value).toBeUndefined()
    await world.advance(3_000)
    expect(seen.value).toBe(401)
    const next = watch(second!.get('/api/3'))
    await world.advance(2 * LOCK_TIMEOUT_MS + 2_000)
    expect(next.value).toBe(200)
  })

  it('news of something else does not shorten that', async () => {
    const {
      world,
      tabs: [asking, second, third],
    } = await open(3, (tab) => ({ renew: async () => 'declined', signIn: () => tab.signIn('/login', 200_000) }))
    void asking?.get('/api/1')
    await world.advance(100)
    world.broken.add('mail')
    void third?.get('/key/mail')
    await world.advance(100)
    third?.auth.integrationFixed('mail')
    await world.advance(100)
    const seen = watch(second!.get('/api/2'))
    await world.advance(150_000)
    expect(world.steals).toBe(0)
    await world.advance(60_000)
    expect(seen.value).toBe(200)
    expect(world.signIns).toBe(1)
  })

  it.each([0, 5, 5_000, 20_000])(
    'many tabs whose patience ends %i ms apart use force once, and renew once',
    async (apart) => {
      const {
        world,
        tabs: [frozen, ...others],
      } = await open(5, (tab) => ({
        renew: async () => {
          if (tab.name === 't1') return never()
          await tab.wait(25_000)
          return tab.renew()
        },
      }))
      void frozen?.get('/api/0')
      await world.advance(20)
      frozen?.freeze()
      const seen = []
      for (const tab of others) {
        seen.push(watch(tab.get('/api/x')))
        await world.advance(apart)
      }
      await world.advance(120_000)
      expect(seen.map(({ value }) => value)).toEqual([200, 200, 200, 200])
      expect(world.renewals).toBe(1)
    },
  )

  it.each([
    ['renewed', 'signed-in'],
    ['declined', 'signed-in'],
    ['throws', 'signed-in'],
  ] as const)('was robbed of the lock and then answers %s: no harm', async (answer, status) => {
    const {
      world,
      tabs: [robbed, second, third],
    } = await open(3, (tab) => ({
      renew: async () => {
        if (tab.name !== 't1') return tab.renew()
        await tab.wait(20_000)
        if (answer === 'throws') throw new TypeError('Failed to fetch')
        return answer
      },
    }))
    world.delivery = (_, __, to) => (to === robbed ? 2_000 : 1)
    const own = watch(robbed!.get('/api/1'))
    await world.advance(20)
    robbed?.freeze()
    const seen = watch(second!.get('/api/2'))
    await world.advance(LOCK_TIMEOUT_MS + 1_000)
    expect(seen.value).toBe(200)
    robbed?.thaw()
    await world.advance(5_000)
    expect(own.value).toBe(200)
    expect([robbed, second, third].map((tab) => tab?.status)).toEqual([status, status, status])
    expect(second?.types()).not.toContain('signed-out')
  })

  it('was robbed and declines while the robber still asks: the robber goes on', async () => {
    const {
      world,
      tabs: [robbed, second],
    } = await open(2, (tab) => ({
      renew: async () => {
        if (tab.name === 't1') await tab.wait(20_000)
        return 'declined'
      },
      signIn: () => (tab.name === 't1' ? Promise.resolve('declined') : tab.signIn()),
    }))
    const own = watch(robbed!.get('/api/1'))
    await world.advance(20)
    robbed?.freeze()
    const seen = watch(second!.get('/api/2'))
    await world.advance(LOCK_TIMEOUT_MS + 1_000)
    expect(second?.status).toBe('signing-in')
    robbed?.thaw()
    await world.advance(1_000)
    expect(second?.status).toBe('signing-in')
    await world.advance(70_000)
    expect(seen.value).toBe(200)
    expect(own.value).toBeDefined()
    expect([robbed?.status, second?.status]).toEqual(['signed-in', 'signed-in'])
    expect(world.signIns).toBe(1)
  })
})

describe('what one tab learns, all know', () => {
  it('a sign-out, once, and without an echo', async () => {
    const { world, tabs } = await open(4)
    tabs[0]?.auth.signedIn()
    await world.advance(10)
    const before = world.posted.length
    tabs[1]?.auth.signedOut()
    await world.advance(1_000)
    expect(tabs.map(({ status }) => status)).toEqual(['signed-out', 'signed-out', 'signed-out', 'signed-out'])
    expect(tabs.map((tab) => tab.types())).toEqual(tabs.map(() => ['signed-in', 'signed-out']))
    expect(world.posted).toHaveLength(before + 1)
  })

  it('a sign-in: who waits is sent again', async () => {
    const {
      world,
      tabs: [asking, second, third],
    } = await open(3, { renew: async () => 'declined', signIn: never })
    const seen = [watch(asking!.get('/api/1')), watch(second!.get('/api/2'))]
    await world.advance(1_000)
    world.jar = world.issue()
    third?.auth.signedIn()
    await world.advance(100)
    expect(seen.map(({ value }) => value)).toEqual([200, 200])
    expect([asking, second, third].map((tab) => tab?.types().at(-1))).toEqual(['signed-in', 'signed-in', 'signed-in'])
  })

  it('a sign-in by the app in the very tab that asks: the next tab does not ask', async () => {
    const {
      world,
      tabs: [asking, second],
    } = await open(2, (tab) => ({
      renew: async () => {
        tab.asks.push('renew')
        return never()
      },
    }))
    world.delivery = () => undefined
    const seen = [watch(asking!.get('/api/1')), watch(second!.get('/api/2'))]
    await world.advance(100)
    world.jar = world.issue()
    asking?.auth.signedIn()
    await world.advance(1_000)
    expect(seen.map(({ value }) => value)).toEqual([200, 200])
    expect([asking?.asks, second?.asks]).toEqual([['renew'], []])
  })

  it('a sign-in elsewhere while renew declines here: the user is not asked, though the word is late', async () => {
    const {
      world,
      tabs: [first, second],
    } = await open(2, (tab) => ({
      renew: async () => {
        await tab.wait(1_000)
        return 'declined'
      },
      signIn: () => tab.signIn(),
    }))
    world.delivery = () => undefined
    const waiting = watch(first!.get('/api/1'))
    await world.advance(500)
    world.jar = world.issue()
    second?.auth.signedIn()
    await world.advance(1_000)
    expect(waiting.value).toBe(200)
    expect(first?.asks).toEqual([])
  })

  it('signed in and out at once: the last word is the last that is heard', async () => {
    const {
      world,
      tabs: [first, second],
    } = await open(2)
    first?.auth.signedIn()
    first?.auth.signedOut()
    await world.advance(100)
    expect([first?.status, second?.status]).toEqual(['signed-out', 'signed-out'])
    second?.auth.signedOut()
    second?.auth.signedIn()
    await world.advance(100)
    expect([first?.status, second?.status]).toEqual(['signed-in', 'signed-in'])
  })

  it('declined: all settle with their own refusal, and all are signed out', async () => {
    const { world, tabs } = await open(3, (tab) => ({
      renew: async () => 'declined',
      signIn: async () => {
        tab.asks.push('signIn')
        await tab.wait(1_000)
        return 'declined'
      },
    }))
    const seen = tabs.map((tab) => watch(tab.get('/api/x')))
    await world.advance(2_000)
    expect(seen.map(({ value }) => value)).toEqual([401, 401, 401])
    expect(tabs.flatMap(({ asks }) => asks)).toEqual(['signIn'])
    expect(tabs.map((tab) => tab.types().filter((type) => type === 'signed-out'))).toEqual(
      tabs.map(() => ['signed-out']),
    )
  })

  it('failed: who waits settles without asking in turn, and nobody is signed out', async () => {
    const { world, tabs } = await open(3, (tab) => ({
      renew: async () => {
        tab.asks.push('renew')
        await tab.wait(1_000)
        throw new TypeError('Failed to fetch')
      },
    }))
    tabs[0]?.auth.signedIn()
    await world.advance(10)
    const seen = tabs.map((tab) => watch(tab.get('/api/x')))
    await world.advance(2_000)
    expect(seen.map(({ value }) => value)).toEqual([401, 401, 401])
    expect(tabs.flatMap(({ asks }) => asks)).toEqual(['renew'])
    expect(tabs.map(({ status }) => status)).toEqual(['signed-in', 'signed-in', 'signed-in'])
    expect(tabs.flatMap((tab) => tab.types())).not.toContain('signed-out')
  })

  it('a nonce that could not be renewed does not keep another tab from its sign-in', async () => {
    const {
      world,
      tabs: [first, second],
    } = await open(2, (tab) => ({
      renew: async () => {
        await tab.wait(1_000)
        return 'declined'
      },
      signIn: () => tab.signIn(),
    }))
    world.jar = world.valid
    const nonce = watch(first!.get('/nonce/1'))
    await world.advance(20)
    world.expire()
    const plain = watch(second!.get('/api/1'))
    await world.advance(1_100)
    expect(nonce.value).toBe(401)
    await world.advance(70_000)
    expect(plain.value).toBe(200)
  })

  it('given another tab’s silent renewal, then a step-up is asked for here at once', async () => {
    const {
      world,
      tabs: [first, second],
    } = await open(2, (tab) => ({
      renew: async () => {
        await tab.wait(1_000)
        return tab.renew()
      },
      signIn: () => tab.signIn('/login/gold'),
    }))
    const plain = watch(first!.get('/api/1'))
    await world.advance(12)
    world.jar = world.valid
    const gold = watch(second!.get('/gold/1'))
    await world.advance(500)
    expect(second?.status).toBe('signing-in')
    await world.advance(600)
    expect(plain.value).toBe(200)
    await world.advance(61_000)
    expect(second?.asks).toEqual(['signIn'])
    // It was sent twice, or waited for its own answer; in either case the next one has what it needs.
    expect(gold.value).toBeDefined()
    expect(await settled(world, second!.get('/gold/2'))).toBe(200)
  })

  it('given a sign-out, then no poll renews in any tab, and a sign-in in one tab is one in all', async () => {
    const { world, tabs } = await open(3)
    tabs[0]?.auth.signedOut()
    await world.advance(10)
    const seen = tabs.map((tab) => watch(tab.get('/api/x')))
    await world.advance(1_000)
    expect(seen.map(({ value }) => value)).toEqual([401, 401, 401])
    expect(world.renewals).toBe(0)
    tabs[1]?.auth.signedIn()
    await world.advance(10)
    expect(tabs.map((tab) => tab.types().filter((type) => type.startsWith('signed')))).toEqual(
      tabs.map(() => ['signed-out', 'signed-in']),
    )
  })

  it('a silent renewal while signed in is no event, in no tab', async () => {
    const { world, tabs } = await open(3)
    tabs[0]?.auth.signedIn()
    await world.advance(10)
    const seen = tabs.map((tab) => watch(tab.get('/api/x')))
    await world.advance(1_000)
    expect(seen.map(({ value }) => value)).toEqual([200, 200, 200])
    expect(tabs.flatMap((tab) => tab.types()).toSorted()).toEqual([
      'reauthenticate',
      'signed-in',
      'signed-in',
      'signed-in',
    ])
  })

  it('an integration that is broken is one prompt, and fixed for all', async () => {
    const { world, tabs } = await open(3)
    world.jar = world.valid
    world.broken.add('mail')
    for (const tab of tabs) await settled(world, tab.get('/key/mail'))
    expect(tabs.flatMap((tab) => tab.types())).toEqual(['third-party-key-invalid'])
    expect(tabs.map(({ auth }) => [...auth.integrations.get().keys()])).toEqual([['mail'], ['mail'], ['mail']])
    tabs[2]?.auth.integrationFixed('mail')
    await world.advance(10)
    expect(tabs.map(({ auth }) => auth.integrations.get().size)).toEqual([0, 0, 0])
    expect(tabs.map((tab) => tab.types().at(-1))).toEqual(tabs.map(() => 'integration-fixed'))
    await settled(world, tabs[1]!.get('/key/mail'))
    expect(tabs.flatMap((tab) => tab.types()).filter((type) => type === 'third-party-key-invalid')).toHaveLength(2)
  })

  it('a tab that never heard of the broken integration can say that it is fixed', async () => {
    const {
      world,
      tabs: [first],
    } = await open(1)
    world.jar = world.valid
    world.broken.add('mail')
    await settled(world, first!.get('/key/mail'))
    const settings = world.open()
    await world.settle()
    settings.auth.integrationFixed('mail')
    await world.advance(10)
    expect(first?.auth.integrations.get().size).toBe(0)
    expect(first?.types().at(-1)).toBe('integration-fixed')
  })
})

describe('a tab that was opened while another one asks', () => {
  it('is told so, and waits for the user too', async () => {
    const {
      world,
      tabs: [asking],
    } = await open(1, (tab) => ({ renew: async () => 'declined', signIn: () => tab.signIn('/login', 200_000) }))
    world.end()
    const first = watch(asking!.get('/api/1'))
    await world.advance(1_000)
    const young = world.open((tab) => ({ renew: async () => 'declined', signIn: () => tab.signIn('/login', 1_000) }))
    const second = watch(young.get('/api/2'))
    await world.advance(100_000)
    expect([young.status, young.asks, asking!.robbed]).toEqual(['signing-in', [], 0])
    await world.advance(110_000)
    expect([first.value, second.value, world.signIns]).toEqual([200, 200, 1])
  })
})

describe('the back/forward cache and the background', () => {
  it('a page that is shown again looks whether somebody renewed meanwhile', async () => {
    const {
      world,
      tabs: [first, second],
    } = await open(2)
    await world.loadEngines()
    // In the back/forward cache nothing is heard, and nothing is kept for later.
    world.delivery = (_, __, to) => (to === second ? undefined : 1)
    second?.hide()
    await settled(world, first!.get('/api/1'))
    expect(second?.auth.state.get().generation).toBe(0)
    second?.show()
    await world.settle()
    expect(second?.auth.state.get()).toEqual({ status: 'signed-in', generation: 1 })
    second?.show()
    await world.settle()
    expect(second?.auth.state.get().generation).toBe(1)
  })

  it('and whether somebody signed out', async () => {
    const {
      world,
      tabs: [first, second],
    } = await open(2)
    first?.auth.signedIn()
    await world.advance(10)
    world.delivery = (_, __, to) => (to === second ? undefined : 1)
    second?.hide()
    first?.auth.signedOut()
    await world.advance(10)
    expect(second?.status).toBe('signed-in')
    second?.show()
    await world.settle()
    expect([second?.status, second?.types().at(-1)]).toEqual(['signed-out', 'signed-out'])
    // It is no news a second time, and none of its own.
    second?.auth.signedIn()
    await world.advance(10)
    for (const tab of [first, second]) {
      tab?.hide()
      tab?.show()
    }
    await world.advance(10)
    expect([first?.status, second?.status]).toEqual(['signed-in', 'signed-in'])
  })

  it('what was heard of a sign-out is not looked up again after the next sign-in', async () => {
    const {
      world,
      tabs: [first, second, third],
    } = await open(3)
    first?.auth.signedIn()
    await world.advance(10)
    second?.auth.signedOut()
    await world.advance(10)
    third?.auth.signedIn()
    await world.advance(10)
    for (const tab of [first, second, third]) tab?.show()
    await world.advance(10)
    expect([first?.status, second?.status, third?.status]).toEqual(['signed-in', 'signed-in', 'signed-in'])
  })

  it('signed out and in again meanwhile: somebody is there', async () => {
    const {
      world,
      tabs: [first, second],
    } = await open(2)
    await world.loadEngines()
    world.delivery = (_, __, to) => (to === second ? undefined : 1)
    second?.hide()
    first?.auth.signedOut()
    await world.advance(10)
    first?.auth.signedIn()
    await world.advance(10)
    second?.show()
    await world.advance(10)
    expect(second?.status).toBe('signed-in')
    second?.show()
    await world.advance(10)
    expect(second?.status).toBe('signed-in')
  })

  it('a sign-out of yesterday is no news to a page that was loaded today', async () => {
    const {
      world,
      tabs: [first],
    } = await open(1)
    first?.auth.signedOut()
    await world.advance(10)
    const young = world.open()
    await world.settle()
    young.show()
    await world.advance(10)
    expect(young.status).toBe('unknown')
  })

  it('and sends again what waited there for an ask', async () => {
    const {
      world,
      tabs: [first, second],
    } = await open(2, { renew: async () => 'declined', signIn: never })
    world.delivery = (_, __, to) => (to === second ? undefined : 1)
    const waiting = watch(second!.get('/api/1'))
    await world.advance(100)
    second?.freeze()
    second?.hide()
    world.jar = world.issue()
    first?.auth.signedIn()
    await world.advance(1_000)
    second?.thaw()
    second?.show()
    await world.advance(100)
    expect(waiting.value).toBe(200)
  })
})

describe('what goes over the channel', () => {
  it('no token, header, query, body or challenge', async () => {
    const {
      world,
      tabs: [first, second],
    } = await open(2, (tab) => ({
      renew: async () => 'declined',
      signIn: () => tab.signIn(),
      authorize: ({ headers }) => headers.set('authorization', `Bearer ${world.jar}-hush`),
    }))
    const { answer } = world
    world.answer = (hit) => {
      const credential = hit.credential.replace('-hush', '')
      const response = answer({ ...hit, credential })
      if (response.status < 400) return response
      const headers = new Headers(response.headers)
      headers.set('x-secret', 'hush')
      if (headers.has('www-authenticate')) headers.set('www-authenticate', 'Bearer realm="hush", error="invalid_token"')
      const problem = hit.path.startsWith('/key')
        ? {
            type: `${ORIGIN}/problems/third-party-key-invalid`,
            integration: 'mail',
            reason: 'key-revoked',
            hush: 'hush',
            upstream: { body: 'hush' },
          }
        : { hush: 'hush' }
      return new Response(JSON.stringify(problem), { status: response.status, headers })
    }
    world.broken.add('mail')
    const init = { method: 'POST', body: 'hush', headers: { 'x-own': 'hush' } }
    const seen = [
      watch(first!.get('/api/1?hush=hush', init)),
      watch(second!.get('/api/2?hush=hush', init)),
      watch(second!.get('/key/mail?hush=hush', init)),
    ]
    await world.advance(70_000)
    first?.auth.integrationFixed('mail')
    first?.auth.signedOut()
    await world.advance(1_000)
    expect(seen.map(({ value }) => value)).toEqual([200, 200, 403])
    expect(new Set(world.messages().map(({ type }) => type))).toContain('broken')
    expect(JSON.stringify(world.posted)).not.toContain('hush')
    expect(JSON.stringify(world.posted)).not.toMatch(/c\d-|Bearer/)
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'signed-out'],
    ['a number', 7],
    ['an array', ['signed-out']],
    ['another type', { type: 'hello' }],
    ['a type that is no string', { type: { toString: () => 'signed-out' } }],
    ['a renewal without its id', { type: 'renewed' }],
    ['a renewal with an empty id', { type: 'renewed', id: '' }],
    ['a renewal with a number', { type: 'renewed', id: 7 }],
    ['a sign-out without its id', { type: 'signed-out' }],
    ['a renewal with a huge id', { type: 'renewed', id: 'x'.repeat(5_000) }],
    ['a fixed thing without a name', { type: 'fixed', integration: 1 }],
    ['a broken thing without a verdict', { type: 'broken' }],
    [
      'a broken thing with another verdict',
      {
        type: 'broken',
        verdict: { kind: 'forbidden', reason: 'permission', integration: 'mail', because: [], url: '', status: 403 },
      },
    ],
    [
      'a broken thing with half a verdict',
      {
        type: 'broken',
        verdict: {
          kind: 'third-party-key-invalid',
          reason: 'key-revoked',
          integration: 'mail',
          because: [null],
          url: '',
          status: 403,
        },
      },
    ],
    [
      'a broken thing for a foreign reason',
      {
        type: 'broken',
        verdict: {
          kind: 'third-party-key-invalid',
          reason: 'permission',
          remedy: 'request-access',
          certainty: 'certain',
          integration: 'mail',
          because: [],
          url: '',
          status: 403,
        },
      },
    ],
  ])('%s is ignored', async (_name, message) => {
    const errors = vi.spyOn(console, 'error').mockReturnValue()
    const {
      world,
      tabs: [tab],
    } = await open(1)
    world.jar = world.valid
    tab?.auth.signedIn()
    await world.settle()
    const before = tab?.auth.state.get()
    world.shout('why401', message)
    await world.settle()
    expect(tab?.auth.state.get()).toEqual(before)
    expect(tab?.auth.integrations.get().size).toBe(0)
    expect(errors).not.toHaveBeenCalled()
    // And what is right is heard as before.
    world.shout('why401', { type: 'renewed', id: 'r7', byUser: true, more: 'of a later version' })
    expect(tab?.auth.state.get().generation).toBe(2)
  })
})

describe('the option tabs', () => {
  it('false: a tab of its own', async () => {
    const { world, tabs } = await open(2, { tabs: false })
    for (const tab of tabs) {
      world.expire()
      expect(await settled(world, tab.get('/api/x'))).toBe(200)
    }
    tabs[0]?.auth.signedOut()
    await world.advance(500)
    expect(tabs[1]?.status).toBe('signed-in')
    expect([world.posted, world.receivers.size, world.held.size]).toEqual([[], 0, 0])
  })

  it('a name: apps of one origin keep apart', async () => {
    const {
      world,
      tabs: [shop, shopToo],
    } = await open(2, { tabs: 'shop' })
    const blog = world.open({ tabs: 'blog' })
    await world.settle()
    shop?.auth.signedIn()
    await world.advance(10)
    expect([shopToo?.status, blog.status]).toEqual(['signed-in', 'unknown'])
    expect(new Set(world.posted.map(({ channel }) => channel))).toEqual(new Set(['why401:shop']))
    expect([...world.epochs.keys()]).toEqual(['why401:shop'])
  })

  it('given credentials that each tab keeps for itself, then a tab renews for itself after another tab renewed', async () => {
    const tokens = new Map<string, string>()
    const {
      world,
      tabs: [first, second],
    } = await open(2, (tab) => ({
      authorize: ({ headers }) => headers.set('authorization', `Bearer ${tokens.get(tab.name) ?? 'old'}`),
      renew: async () => {
        await tab.renew()
        tokens.set(tab.name, tab.world.jar)
        return 'renewed'
      },
    }))
    const { answer } = world
    world.answer = (hit) =>
      answer({ ...hit, credential: [...tokens.values()].includes(hit.credential) ? world.valid : hit.credential })
    const seen = [watch(first!.get('/api/1')), watch(second!.get('/api/2'))]
    await world.advance(2_000)
    expect(seen.map(({ value }) => value)).toEqual([200, 200])
    expect([first, second].flatMap((tab) => tab?.types() ?? [])).not.toContain('signed-out')
    expect([first?.asks, second?.asks]).toEqual([['renew'], ['renew']])
    expect(await settled(world, second!.get('/api/3'))).toBe(200)
    expect(await settled(world, first!.get('/api/4'))).toBe(200)
    expect(world.renewals).toBe(2)
  })
})

describe('dispose()', () => {
  it('closes all that was open, and what comes later is quiet', async () => {
    const errors = vi.spyOn(console, 'error').mockReturnValue()
    const {
      world,
      tabs: [tab, other],
    } = await open(2, (own) => (own.name === 't1' ? { renewAt: own.world.time + 1_000 } : {}))
    const waiting = watch(tab!.get('/api/1'))
    world.latency = 5_000
    const under = watch(tab!.get('/api/2'))
    await world.advance(7)
    tab?.auth.dispose()
    await world.advance(20_000)
    expect([waiting.value, under.value]).toEqual([401, 401])
    tab?.auth.signedOut()
    tab?.auth.signedIn()
    tab?.auth.integrationFixed('mail')
    tab?.show()
    await world.advance(20_000)
    expect(world.posted.filter(({ tab: name }) => name === 't1')).toEqual([])
    expect(other?.types()).toEqual([])
    expect(errors).not.toHaveBeenCalled()
    expect(world.held.size).toBe(0)
  })

  it('while another tab acts: who waits settles, and the lock is not taken later', async () => {
    const {
      world,
      tabs: [first, second],
    } = await open(2, (tab) => ({
      renew: async () => {
        await tab.wait(1_000)
        return tab.renew()
      },
    }))
    void first?.get('/api/1')
    await world.advance(20)
    const waiting = watch(second!.get('/api/2'))
    await world.advance(20)
    second?.auth.dispose()
    await world.advance(20)
    expect(waiting.value).toBe(401)
    expect([...world.waiting.values()].flat()).toEqual([])
    await world.advance(2_000)
    expect(second?.asks).toEqual([])
  })
})

describe('many', () => {
  it('1,000 concurrent refusals in one tab: one renewal, all settle', async () => {
    const {
      world,
      tabs: [tab],
    } = await open(1)
    const seen = Array.from({ length: 1_000 }, (_, index) => watch(tab!.get(`/api/${index}`)))
    await world.advance(1_000)
    expect(seen.filter(({ value }) => value === 200)).toHaveLength(1_000)
    expect(world.renewals).toBe(1)
    expect(world.hits).toHaveLength(2_001)
    expect(tab?.types()).toEqual(['reauthenticate'])
    expect(tab?.events[0]).toMatchObject({ count: 1_000 })
  })

  it('1,000 waiters settle too when nothing comes of it', async () => {
    const {
      world,
      tabs: [tab],
    } = await open(1, { renew: never, maxWait: 5_000 })
    const seen = Array.from({ length: 1_000 }, (_, index) => watch(tab!.get(`/api/${index}`)))
    await world.advance(5_100)
    expect(seen.filter(({ value }) => value === 401)).toHaveLength(1_000)
    expect(world.hits).toHaveLength(1_000)
  })
})

describe('without handlers', () => {
  it('a session that is over ends once, however often it is refused again', async () => {
    const {
      world,
      tabs: [tab],
    } = await open(1, () => ({ renew: undefined as never }))
    for (const path of ['/api/1', '/api/2']) {
      const seen = watch(tab!.get(path))
      await world.advance(1_000)
      expect(seen.value).toBe(401)
    }
    expect(tab!.types().filter((type) => type === 'signed-out')).toEqual(['signed-out'])
  })
})

it('given a step-up and a login that look at the same renewal of another tab, then neither misses it', async () => {
  const world = new World()
  const tabs = [1, 2, 3].map(() => world.open((tab) => ({ signIn: () => tab.signIn('/login/gold', 30_000) })))
  await world.settle()
  const plain = tabs.map((tab) => tab.get('/api/1'))
  world.delivery = () => 40
  world.jar = world.issue()
  tabs[0]?.auth.signedIn()
  await world.settle()
  for (const tab of tabs) void tab.get('/gold/1')
  expect(await settled(world, Promise.all(plain), 10_000)).toEqual([200, 200, 200])
  expect(world.renewals).toBe(0)
})
