import { describe, expect, it } from 'vitest'
import type { HandlerContext, RenewResult } from 'why401'
import { settled, watch } from '../watch.ts'
import { type Tab, World } from '../world.ts'

/** A page in which `user` may change; each credential belongs to who got it. */
function shared(options: (tab: Tab, login: Login) => object = () => ({})) {
  const world = new World()
  const owners = new Map<string, string>([['c0', 'ada']])
  const login: Login = {
    user: 'ada',
    as: (name) => {
      world.alive = true
      world.jar = world.issue()
      owners.set(world.jar, name)
      login.user = name
    },
  }
  const open = (): Tab => world.open((self) => ({ user: () => login.user, ...options(self, login) }))
  /** Who the server took each request for. */
  const sentAs = (path: string): (string | undefined)[] =>
    world.hits.filter((hit) => hit.path === path).map(({ credential }) => owners.get(credential))
  return { world, login, open, sentAs, owners }
}

interface Login {
  user: string | undefined
  as: (name: string) => void
}

const methods = ['GET', 'POST'] as const
const send = (tab: Tab, path: string, method: string): Promise<number | string> =>
  tab.get(path, { method, ...(method === 'POST' && { body: '{}' }) })

describe.each(methods)('a %s of one user is never sent as another', (method) => {
  it('given a dialog in which another user signs in', async () => {
    const { world, open, sentAs } = shared((_self, login) => ({
      renew: async () => 'declined',
      signIn: async () => {
        login.as('bob')
        return 'renewed'
      },
    }))
    world.end()
    const tab = open()
    expect(await settled(world, send(tab, '/api/1', method))).toBe(401)
    expect(sentAs('/api/1')).toEqual(['ada'])
  })

  it.each<[string, (tab: Tab, login: Login) => void]>([
    [
      'signedOut(), then signedIn()',
      (tab, login) => {
        tab.auth.signedOut()
        login.as('bob')
        tab.auth.signedIn()
      },
    ],
    [
      'signedIn() alone',
      (tab, login) => {
        login.as('bob')
        tab.auth.signedIn()
      },
    ],
    ['a silent renewal that returns as another', (_tab, login) => login.as('bob')],
    [
      'a user that is not known for a moment',
      (tab, login) => {
        login.user = undefined
        login.as('bob')
        tab.auth.signedIn()
      },
    ],
    [
      'there and back',
      (tab, login) => {
        tab.auth.signedOut()
        login.as('bob')
        tab.auth.signedIn()
        tab.auth.signedOut()
        login.as('ada')
        tab.auth.signedIn()
      },
    ],
  ])('given %s while it is on its way', async (_name, change) => {
    const { world, login, open, sentAs } = shared()
    const tab = open()
    world.latency = 400
    world.expire()
    const sent = watch(send(tab, '/api/1', method))
    await world.advance(300)
    world.latency = 10
    change(tab, login)
    await world.advance(5_000)
    expect([sent.value, new Set(sentAs('/api/1'))]).toEqual([401, new Set(['ada'])])
  })

  it('given a switch while it is held back by a renewal, then it is not sent at all', async () => {
    const { world, login, open, sentAs } = shared((self) => ({
      renew: (): Promise<RenewResult> => self.wait(1_000).then(() => 'renewed'),
    }))
    const tab = open()
    world.expire()
    void tab.get('/api/0')
    await world.advance(100)
    const held = watch(send(tab, '/api/held', method))
    await world.advance(100)
    tab.auth.signedOut()
    login.as('bob')
    tab.auth.signedIn()
    await world.advance(10_000)
    expect([held.value, sentAs('/api/held')]).toEqual([expect.stringContaining('AbortError'), []])
  })

  it('given a switch while `token` takes its time, then it is not sent at all', async () => {
    const { world, login, open, sentAs } = shared((self) => ({ token: () => self.wait(1_000).then(() => world.jar) }))
    const tab = open()
    const sent = watch(send(tab, '/api/1', method))
    await world.advance(500)
    login.as('bob')
    tab.auth.signedIn()
    await world.advance(5_000)
    expect([sent.value, sentAs('/api/1')]).toEqual([expect.stringContaining('AbortError'), []])
  })

  it('given no answer, and a dialog in which another user signs in', async () => {
    const { world, open, sentAs } = shared((self, login) => ({
      probe: async () => false,
      renew: async () => 'declined',
      fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
        await self.carry(new Request(input, init))
        throw new TypeError('Failed to fetch')
      },
      signIn: async () => {
        login.as('bob')
        return 'renewed'
      },
    }))
    expect(await settled(world, send(open(), '/api/1', method))).toContain('Failed to fetch')
    expect(sentAs('/api/1')).toEqual(['ada'])
  })

  it('given a switch in another tab', async () => {
    const { world, login, open, sentAs } = shared()
    const [here, there] = [open(), open()]
    world.latency = 400
    world.expire()
    const sent = watch(send(here, '/api/1', method))
    await world.advance(300)
    world.latency = 10
    there.auth.signedOut()
    login.as('bob')
    there.auth.signedIn()
    await world.advance(5_000)
    expect([sent.value, sentAs('/api/1')]).toEqual([401, ['ada']])
  })

  it('given a tab that slept through a switch, then it hears of both, and sends nothing of before', async () => {
    const { world, login, open, sentAs } = shared()
    const [sleeping, awake] = [open(), open()]
    await world.settle()
    world.latency = 400
    world.expire()
    const sent = watch(send(sleeping, '/api/1', method))
    await world.advance(300)
    sleeping.freeze()
    world.delivery = () => undefined
    world.latency = 10
    awake.auth.signedOut()
    await world.advance(10)
    login.as('bob')
    awake.auth.signedIn()
    await world.advance(5_000)
    sleeping.show()
    sleeping.thaw()
    await world.advance(5_000)
    expect([sent.value, sentAs('/api/1'), sleeping.types()]).toEqual([401, ['ada'], ['signed-out']])
    expect(sleeping.status).toBe('signed-in')
  })
})

describe('what is known of a user', () => {
  it('given a third party’s refusal of before, heard after the switch, then the next user is not told of it', async () => {
    const { world, login, open } = shared()
    const tab = open()
    world.broken.add('mail')
    world.latency = 400
    void tab.get('/key/mail')
    await world.advance(300)
    tab.auth.signedOut()
    login.as('bob')
    tab.auth.signedIn()
    await world.advance(5_000)
    expect([[...tab.auth.integrations.get().keys()], tab.types()]).toEqual([[], ['signed-out', 'signed-in']])
  })

  it.each<[string, (tab: Tab, login: Login) => void]>([
    ['signedOut()', (tab) => tab.auth.signedOut()],
    [
      'a sign-in as another',
      (tab, login) => {
        login.as('bob')
        tab.auth.signedIn()
      },
    ],
    [
      'a change of `user` that the app does not tell of',
      (tab, login) => {
        login.as('bob')
        void tab.get('/api/next')
      },
    ],
  ])('given %s, then broken integrations of the one before are forgotten', async (_name, change) => {
    const { world, login, open } = shared()
    const tab = open()
    world.broken.add('mail')
    await settled(world, tab.get('/key/mail'))
    expect([...tab.auth.integrations.get().keys()]).toEqual(['mail'])
    change(tab, login)
    await world.advance(100)
    expect([...tab.auth.integrations.get().keys()]).toEqual([])
  })

  it('given the same user again, then the request goes on', async () => {
    const { world, open, sentAs } = shared((_self, login) => ({
      renew: async () => 'declined',
      signIn: async () => {
        login.as('ada')
        return 'renewed'
      },
    }))
    world.end()
    expect(await settled(world, open().get('/api/1', { method: 'POST', body: '{}' }))).toBe(200)
    expect(sentAs('/api/1')).toEqual(['ada', 'ada'])
  })

  it('given a `user` that throws, then it is as none', async () => {
    const world = new World()
    world.expire()
    const tab = world.open({
      user: () => {
        throw new Error('not ready')
      },
    })
    expect(await settled(world, tab.get('/api/1'))).toBe(200)
  })
})

describe('given a renewal that nobody waits for any more', () => {
  it('then the handler hears of the switch by its signal', async () => {
    const signals: AbortSignal[] = []
    const { world, login, open } = shared(() => ({
      renew: ({ signal }: HandlerContext) => {
        signals.push(signal)
        return new Promise(() => {})
      },
    }))
    const tab = open()
    world.expire()
    void tab.get('/api/1')
    await world.advance(100)
    login.as('bob')
    tab.auth.signedIn()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  })
})
