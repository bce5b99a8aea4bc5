import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readTabMessage } from '../../../src/session/tabs/message.ts'
import { settled } from '../watch.ts'
import { World } from '../world.ts'

beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue())
afterEach(() => vi.restoreAllMocks())

const types = ['renewed', 'signed-out', 'waiting', 'acting', 'asking', 'failed', 'broken', 'fixed', 'x', '__proto__']
const text = fc.oneof(fc.string({ maxLength: 20 }), fc.constant('x'.repeat(1_000_000)), fc.constant('__proto__'))
const member = fc.oneof(text, fc.double(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null), fc.constant(undefined))
const verdict = fc.record(
  {
    kind: fc.constantFrom('third-party-key-invalid', 'reauthenticate', 7),
    reason: fc.constantFrom('key-invalid', 'key-revoked', 'toString', 'x'),
    remedy: fc.constantFrom('replace-key', 'reconnect', 'renew'),
    certainty: fc.constantFrom('certain', 'likely', 'x'),
    status: member,
    url: member,
    integration: member,
    manageUrl: fc.oneof(member, fc.constant('https://evil.example/'), fc.constant('javascript:alert(1)')),
    upstream: fc.anything(),
    because: fc.anything(),
    extra: text,
  },
  { requiredKeys: [] },
)
/** What a foreign script, or another version, may post. */
const message = fc.oneof(
  { weight: 1, arbitrary: fc.anything() },
  {
    weight: 6,
    arbitrary: fc.record(
      {
        type: fc.constantFrom(...types),
        id: member,
        byUser: member,
        level: fc.oneof(member, fc.constantFrom(0, 1, 2, 3, Number.NaN)),
        reach: fc.oneof(member, fc.constantFrom(0, 1, 2)),
        integration: member,
        verdict: fc.oneof(verdict, fc.anything()),
      },
      { requiredKeys: ['type'] },
    ),
  },
)

it('given any message, then what is read of it is small, and has known members only', () => {
  fc.assert(
    fc.property(message, (value) => {
      const read = readTabMessage(value)
      if (read === undefined) return
      expect(types).toContain(read.type)
      expect(JSON.stringify(read).length).toBeLessThan(6_000)
    }),
    { numRuns: 2_000 },
  )
})

describe('given hostile messages', () => {
  it(
    'then requests settle, one renewal serves all tabs after them, and no link of theirs is offered',
    { timeout: 30_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 20 }), async (messages) => {
          const world = new World()
          const tabs = [world.open(), world.open()]
          await world.settle()
          for (const value of messages) {
            world.shout('why401', value)
            await world.advance(1)
          }
          await world.advance(1_000)
          expect(tabs.every(({ auth }) => auth.integrations.get().size <= 32)).toBe(true)
          for (const { auth } of tabs) {
            for (const { manageUrl } of auth.integrations.get().values()) expect(manageUrl).toBeUndefined()
          }
          tabs[0]?.auth.signedIn()
          await world.advance(100)
          world.expire()
          world.renewals = 0
          const sent = Promise.all(tabs.map((tab, nth) => tab.get(`/api/${nth}`)))
          expect(await settled(world, sent, 60_000)).toEqual([200, 200])
          expect(world.renewals).toBe(1)
        }),
        { numRuns: 60 },
      )
    },
  )

  it.each<[string, unknown]>([
    ['the highest time of all', { type: 'renewed', id: 'zzzzzzzzzzz.evil', byUser: true, level: 1 }],
    ['an id', { type: 'renewed', id: 'evil', byUser: false, level: 1 }],
    ['an id of another generation', { type: 'renewed', id: 'evil~other', byUser: false, level: 1 }],
  ])('one spoofed "renewed" with %s kills no coordination', async (_name, value) => {
    const world = new World()
    const tabs = [world.open(), world.open(), world.open()]
    world.shout('why401', value)
    for (let round = 1; round <= 3; round += 1) {
      world.expire()
      world.renewals = 0
      const sent = Promise.all(tabs.map((tab) => tab.get(`/api/${round}`)))
      expect(await settled(world, sent, 5_000)).toEqual([200, 200, 200])
      expect(world.renewals).toBe(1)
    }
  })

  it('a flood of them, then little is kept, and the app goes on', async () => {
    const world = new World()
    const tab = world.open()
    await world.loadEngines()
    for (let nth = 0; nth < 2_000; nth += 1) {
      const broken = {
        kind: 'third-party-key-invalid',
        reason: 'key-invalid',
        remedy: 'replace-key',
        certainty: 'certain',
        status: 403,
        url: 'u',
        integration: `i${nth}`,
      }
      world.shout('why401', { type: 'broken', verdict: broken })
      world.shout('why401', { type: 'fixed', integration: `j${nth}` })
      world.shout('why401', { type: 'asking', level: 2 })
    }
    expect(tab.auth.integrations.get().size).toBe(32)
    world.expire()
    expect(await settled(world, tab.get('/api/1'))).toBe(200)
  })
})

describe('given a shared id that cannot be trusted', () => {
  it.each<[string, unknown]>([
    ['a high number', Number.MAX_SAFE_INTEGER],
    ['a negative number', -1],
    ['an object', { id: {} }],
    ['a very long text', 'x'.repeat(1e6)],
    ['an empty text', ''],
    ['NaN', Number.NaN],
  ])('%s, then tabs renew once each time', async (_name, value) => {
    const world = new World()
    const tabs = [world.open(), world.open()]
    await world.settle()
    for (let round = 0; round < 3; round += 1) {
      world.epochs.set('why401', value)
      world.expire()
      world.renewals = 0
      expect(await settled(world, Promise.all(tabs.map((tab) => tab.get('/api/1'))), 5_000)).toEqual([200, 200])
      expect(world.renewals).toBe(1)
    }
  })

  it('that was cleared at a sign-out (Clear-Site-Data), then a sign-in in a new tab is heard by an old one', async () => {
    const world = new World()
    const old = world.open()
    await world.settle()
    old.auth.signedIn()
    await world.advance(100)
    old.auth.signedIn()
    await world.advance(100)
    old.auth.signedOut()
    await world.advance(100)
    world.epochs.clear()
    const fresh = world.open()
    await world.settle()
    fresh.auth.signedIn()
    await world.advance(100)
    expect(old.status).toBe('signed-in')
  })
})

describe('given a sign-in that is followed by a navigation', () => {
  it.each(['lost', 'late'])('whose first message is %s, then the other tabs hear of it all the same', async (how) => {
    const world = new World()
    const [login, other] = [world.open(), world.open()]
    await world.settle()
    const delays = [how === 'lost' ? undefined : 500]
    world.delivery = () => (delays.length > 0 ? delays.shift() : 1)
    login.auth.signedIn()
    login.leave()
    await world.advance(1_000)
    expect([other.status, other.types()]).toEqual(['signed-in', ['signed-in']])
  })
})

it.each([undefined, 1_000])(
  'given a sign-out with a long id, then the other tabs receive the sign-in after it (an engine that takes %s ms)',
  async (loading) => {
    const world = new World()
    world.loading = loading
    const [first, second] = [world.open(), world.open()]
    await world.settle()
    world.shout('why401', { type: 'signed-out', id: 'x'.repeat(200) })
    first.auth.signedIn()
    await world.advance(5_000)
    expect([first.status, second.status]).toEqual(['signed-in', 'signed-in'])
  },
)

it.each([undefined, 1_000])(
  'given a tab that is disposed after a sign-out, then it leaves no listener (an engine that takes %s ms)',
  async (loading) => {
    const world = new World()
    world.loading = loading
    const listeners = new Set<() => void>()
    const listen = (act: () => void) => {
      const entry = (): void => act()
      listeners.add(entry)
      return () => void listeners.delete(entry)
    }
    const tab = world.open({}, [], { onAct: listen, onHide: listen, onShow: listen, onLeave: listen })
    tab.auth.signedOut()
    tab.auth.dispose()
    await world.advance(5_000)
    expect(listeners.size).toBe(0)
  },
)

describe('given a browser that forbids', () => {
  const forbids = (): never => {
    throw new DOMException('blocked', 'SecurityError')
  }

  it.each<[string, object]>([
    ['locks, at once', { lock: forbids }],
    ['locks, later', { lock: () => Promise.reject(new Error('no')) }],
    ['to post', { channel: () => ({ post: forbids, close: () => {} }) }],
    ['to close', { channel: () => ({ post: () => {}, close: forbids }) }],
    ['a channel', { channel: forbids }],
    ['a database', { epoch: forbids }],
    ['to read', { epoch: () => ({ read: forbids, write: forbids }) }],
  ])('%s, then a tab acts alone', async (_name, ports) => {
    const world = new World()
    const tab = world.open({}, [], ports)
    world.expire()
    expect(await settled(world, tab.get('/api/1'), 5_000)).toBe(200)
    tab.auth.signedOut()
    tab.auth.dispose()
  })
})
