import { afterEach, describe, expect, it, vi } from 'vitest'
import type { HandlerContext } from 'why401'
import { loginRedirect, type LoginRedirectOptions, type NavigationPort, returnPath } from 'why401/session'
import { fakeStorage, ORIGIN, type Tab, World } from '../world.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Where a page is, and where it went. */
function page(href = `${ORIGIN}/reports?sort=a%2Fb&x=1#row-3`, storage: NavigationPort['storage'] = fakeStorage()) {
  const went: string[] = []
  const navigation: NavigationPort = {
    href: () => href,
    assign: (url) => went.push(url),
    storage,
  }
  return { navigation, went }
}

/** A tab whose session is over, with a login page. */
function open(world: World, options: LoginRedirectOptions, more: object = {}): Tab {
  world.end()
  return world.open({ signIn: loginRedirect(options), ...more })
}

function watch<T>(promise: Promise<T>): { value?: T } {
  const seen: { value?: T } = {}
  void promise.then((value) => {
    seen.value = value
  })
  return seen
}

describe('loginRedirect', () => {
  it('leaves once for many refusals, with the way back in the query', async () => {
    const world = new World()
    const { navigation, went } = page()
    const tab = open(world, { to: '/login?theme=dark', navigation })
    const seen = Array.from({ length: 20 }, (_, index) => watch(tab.get(`/api/${index}`)))
    await world.advance(1_000)
    expect(went).toHaveLength(1)
    const target = new URL(went[0]!)
    expect(target.origin + target.pathname).toBe(`${ORIGIN}/login`)
    expect([...target.searchParams]).toEqual([
      ['theme', 'dark'],
      ['returnTo', '/reports?sort=a%2Fb&x=1#row-3'],
    ])
    expect(returnPath(target)).toBe('/reports?sort=a%2Fb&x=1#row-3')
    // The page is about to go: nobody is told "no" meanwhile.
    expect(seen.every(({ value }) => value === undefined)).toBe(true)
    expect(tab.status).toBe('signing-in')
  })

  it('a router navigates in place of leaving, and who waits goes on after the sign-in', async () => {
    const world = new World()
    const { navigation, went } = page()
    const paths: string[] = []
    const tab = open(world, { to: '/login', navigation, navigate: (path) => paths.push(path) }, { renew: undefined })
    const sent = tab.get('/api/1')
    await world.advance(1_000)
    expect(went).toEqual([])
    expect(paths).toEqual([
      `/login?returnTo=${encodeURIComponent('/reports?sort=a%2Fb&x=1#row-3').replaceAll('%20', '+')}`,
    ])
    void tab.signIn('/login', 0).then(() => tab.auth.signedIn())
    await world.advance(1_000)
    expect(await sent).toBe(200)
  })

  it('a router leads to nowhere else: another origin is left for', async () => {
    const world = new World()
    const { navigation, went } = page()
    const paths: string[] = []
    const tab = open(world, { to: 'https://login.example/start', navigation, navigate: (path) => paths.push(path) })
    void tab.get('/api/1')
    await world.advance(1_000)
    expect(paths).toEqual([])
    expect(went[0]).toMatch(/^https:\/\/login\.example\/start\?returnTo=/)
  })

  it('names `navigate` when it is not a function', () => {
    const { navigation } = page()
    expect(() => loginRedirect({ to: '/login', navigation, navigate: 'router' as never })).toThrow(
      new TypeError('loginRedirect: `navigate` must be a function'),
    )
  })

  it('a later refusal while the page is leaving does not leave again', async () => {
    const world = new World()
    const { navigation, went } = page()
    const tab = open(world, { to: '/login', navigation })
    void tab.get('/api/1')
    await world.advance(5_000)
    void tab.get('/api/2')
    await world.advance(5_000)
    expect(went).toHaveLength(1)
  })

  it('who waits settles after maxWait with its own refusal, when the page stays after all', async () => {
    const world = new World()
    const { navigation } = page()
    const tab = open(world, { to: '/login', navigation }, { maxWait: 20_000 })
    const seen = watch(tab.get('/api/1'))
    await world.advance(19_000)
    expect(seen.value).toBeUndefined()
    await world.advance(1_100)
    expect(seen.value).toBe(401)
    expect(tab.status).toBe('signed-out')
  })

  it.each<[string, boolean, number | string, string]>([
    ['without a sign-in', false, 401, 'unknown'],
    ['signed in meanwhile', true, 401, 'unknown'],
  ])(
    'the user comes back to the page that the browser kept, %s: who waits settles, and nobody is signed out',
    async (_name, isAlive, status, after) => {
      const listeners = new EventTarget()
      vi.stubGlobal('addEventListener', listeners.addEventListener.bind(listeners))
      const world = new World()
      const { navigation, went } = page()
      const tab = open(world, { to: '/login', navigation }, { renew: async () => 'declined' })
      const other = world.open()
      const seen = watch(tab.get('/api/1'))
      await world.advance(100)
      const shown = (persisted: boolean): void => {
        listeners.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }))
        tab.show()
      }
      // A page that is left while it loads is shown first.
      shown(false)
      await world.advance(100)
      expect([seen.value, tab.status]).toEqual([undefined, 'signing-in'])
      tab.interrupt()
      if (isAlive) {
        world.alive = true
        world.jar = world.issue()
      }
      shown(true)
      await world.advance(1_000)
      expect([seen.value, tab.status, other.types()]).toEqual([status, after, []])
      void tab.get('/api/2')
      await world.advance(2_000)
      expect(went).toHaveLength(isAlive ? 1 : 2)
    },
  )

  it('another tab leaves for the login page only when it is its turn', async () => {
    const world = new World()
    const first = page()
    const second = page()
    const tab = open(world, { to: '/login', navigation: first.navigation })
    const other = open(world, { to: '/login', navigation: second.navigation })
    const seen = [watch(tab.get('/api/1')), watch(other.get('/api/2'))]
    await world.advance(1_000)
    expect([first.went.length, second.went.length]).toEqual([1, 0])
    // It comes back, signed in.
    tab.close()
    world.jar = world.issue()
    world.alive = true
    world.open().auth.signedIn()
    await world.advance(100)
    expect(seen[1]?.value).toBe(200)
    expect(second.went).toEqual([])
  })

  it('given two round trips without a success, then it declines, until the user wants to sign in', async () => {
    const world = new World()
    const storage = fakeStorage()
    const first = page(undefined, storage)
    for (const href of [first, page(undefined, storage)]) {
      const before = open(world, { to: '/login', navigation: href.navigation })
      void before.get('/api/1')
      await world.advance(1_000)
      expect(href.went).toHaveLength(1)
      before.close()
      // However long the login page takes.
      await world.advance(3_600_000)
    }
    const third = page(undefined, storage)
    const after = open(world, { to: '/login', navigation: third.navigation })
    const seen = watch(after.get('/api/1'))
    await world.advance(500)
    expect(seen.value).toBe(401)
    expect(third.went).toEqual([])
    expect(after.types()).toEqual(['reauthenticate', 'signed-out'])
    void after.auth.signIn()
    await world.advance(100)
    expect(third.went).toHaveLength(1)
  })

  it('given a success of what was refused, then the round trips before it do not count', async () => {
    const world = new World()
    const storage = fakeStorage()
    for (let trip = 0; trip < 4; trip += 1) {
      const { navigation, went } = page(undefined, storage)
      const tab = open(world, { to: '/login', navigation })
      void tab.get('/api/1')
      await world.advance(1_000)
      expect(went).toHaveLength(1)
      tab.close()
      // The user signs in there, and comes back.
      world.alive = true
      world.jar = world.issue()
      const back = world.open({ signIn: loginRedirect({ to: '/login', navigation }) })
      const seen = watch(back.get('/api/1'))
      await world.advance(100)
      expect(seen.value).toBe(200)
      back.close()
    }
  })

  it.each([
    [`${ORIGIN}/cb?code=CODE&state=S&tab=2#access_token=TOKEN`, '/cb?tab=2'],
    [`${ORIGIN}/a#/route?id_token=TOKEN`, '/a'],
    [`${ORIGIN}/a?x=%20#row-3`, '/a?x=%20#row-3'],
    [`${ORIGIN}/other-login?returnTo=%2Forders%2F7`, '/orders/7'],
  ])('given the page %s, then the way back is %s', async (href, back) => {
    const world = new World()
    const { navigation, went } = page(href)
    const tab = open(world, { to: '/login', navigation })
    void tab.get('/api/1')
    await world.advance(100)
    expect(new URL(went[0]!).searchParams.get('returnTo')).toBe(back)
  })

  it.each([
    ['/login', '/login/?x=1', true],
    ['/login/', '/login', true],
    ['/login#form', '/login#/anything', true],
    ['/', '/#/reports', true],
    ['/#/login', '/#/login?returnTo=%2F', true],
    ['/#!/login', '/#!/login', true],
    ['/#/login', '/#/reports', false],
    ['/#/login', '/', false],
    ['/login', '/login/help', false],
  ])('given the login page %s, on %s, then it stays: %s', async (to, here, stays) => {
    const world = new World()
    const { navigation, went } = page(ORIGIN + here)
    const tab = open(world, { to, navigation })
    void tab.get('/api/1')
    await world.advance(1_000)
    expect(went).toHaveLength(stays ? 0 : 1)
  })

  it('given the login page itself, then it stays there', async () => {
    const world = new World()
    const { navigation, went } = page(`${ORIGIN}/login?returnTo=%2Forders%2F7`)
    const tab = open(world, { to: '/login', navigation })
    const seen = watch(tab.get('/api/1'))
    await world.advance(100)
    expect(went).toEqual([])
    expect(seen.value).toBe(401)
  })

  it('refused again after a while is no loop', async () => {
    const world = new World()
    const storage = fakeStorage()
    const first = page(undefined, storage)
    const before = open(world, { to: '/login', navigation: first.navigation })
    void before.get('/api/1')
    await world.advance(100)
    before.close()
    await world.advance(10_000)
    const second = page(undefined, storage)
    void open(world, { to: '/login', navigation: second.navigation }).get('/api/1')
    await world.advance(100)
    expect(second.went).toHaveLength(1)
  })

  it.each<[string, NavigationPort['storage']]>([
    ['no storage', undefined],
    ['a full one', Object.assign(fakeStorage(), { full: true })],
    [
      'a forbidden one',
      {
        getItem: () => {
          throw new Error('denied')
        },
        setItem: () => {
          throw new Error('denied')
        },
        removeItem: () => {
          throw new Error('denied')
        },
      },
    ],
    ['a corrupt one', fakeStorage({ 'why401:redirected': 'soon' })],
  ])('%s: it leaves all the same', async (_name, storage) => {
    const world = new World()
    const { navigation, went } = page(undefined, storage)
    void open(world, { to: '/login', navigation }).get('/api/1')
    await world.advance(100)
    expect(went).toHaveLength(1)
  })

  it.each([
    [false, 0],
    [Promise.resolve(false), 0],
    [true, 1],
    [Promise.resolve(true), 1],
  ])('beforeLeave may veto (%j)', async (answer, count) => {
    const world = new World()
    const { navigation, went } = page()
    const beforeLeave = vi.fn((_ask: HandlerContext) => answer)
    const tab = open(world, { to: '/login', navigation, beforeLeave })
    const seen = watch(tab.get('/api/1'))
    await world.advance(100)
    expect(went).toHaveLength(count)
    expect(beforeLeave).toHaveBeenCalledOnce()
    expect(beforeLeave.mock.calls[0]?.[0].verdict.kind).toBe('reauthenticate')
    expect(seen.value).toBe(count ? undefined : 401)
    expect(tab.status).toBe(count ? 'signing-in' : 'signed-out')
  })

  it('a veto is no redirect that a loop could be made of', async () => {
    const world = new World()
    const { navigation, went } = page()
    const answers = [false, true]
    const tab = open(world, { to: '/login', navigation, beforeLeave: () => answers.shift() ?? false })
    void tab.get('/api/1')
    await world.advance(100)
    void tab.auth.signIn()
    await world.advance(100)
    expect(went).toHaveLength(1)
  })

  it('signed in elsewhere while the user is asked whether to leave: the page stays', async () => {
    const world = new World()
    const { navigation, went } = page()
    let answer = (_leave: boolean): void => {}
    const tab = open(world, {
      to: '/login',
      navigation,
      beforeLeave: () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    })
    const seen = watch(tab.get('/api/1'))
    await world.advance(100)
    world.jar = world.issue()
    tab.auth.signedIn()
    await world.advance(100)
    answer(true)
    await world.advance(100)
    expect(went).toEqual([])
    expect(seen.value).toBe(200)
  })

  it('signed in elsewhere after it left: who waits is sent again, in case the page is still there', async () => {
    const world = new World()
    const { navigation } = page()
    const tab = open(world, { to: '/login', navigation })
    const seen = watch(tab.get('/api/1'))
    await world.advance(100)
    world.jar = world.issue()
    world.open().auth.signedIn()
    await world.advance(100)
    expect(seen.value).toBe(200)
  })

  it('a login page of another origin, as a URL or from a function, and a parameter of another name', async () => {
    const world = new World()
    const { navigation, went } = page()
    void open(world, {
      to: ({ verdict }) => new URL(`https://id.example/authorize?why=${verdict.reason}`),
      returnParam: 'next',
      navigation,
    }).get('/api/1')
    await world.advance(100)
    expect(went).toEqual([
      `https://id.example/authorize?why=token-invalid&next=${encodeURIComponent('/reports?sort=a%2Fb&x=1#row-3').replaceAll('%20', '+')}`,
    ])
  })

  it('a parameter that is there already is replaced', async () => {
    const world = new World()
    const { navigation, went } = page(`${ORIGIN}/a`)
    void open(world, { to: '/login?returnTo=//evil.example', navigation }).get('/api/1')
    await world.advance(100)
    expect(went).toEqual([`${ORIGIN}/login?returnTo=%2Fa`])
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '///evil.example',
    '/\t/evil.example',
    '\n//evil.example',
    ' //evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///x',
    'https://user:pass@id.example/',
    'https://user@id.example/',
    'https://',
    '//',
    'http://[',
    'mailto:a@b.example',
    'blob:https://app.example/x',
  ])('`to` may not be %j', async (to) => {
    const world = new World()
    const { navigation, went } = page()
    const error = new TypeError('loginRedirect: `to` must be a path of this origin or an http(s) URL')
    expect(() => loginRedirect({ to, navigation })).toThrow(error)
    // Nor may a function say so.
    const errors = vi.spyOn(console, 'error').mockReturnValue()
    const tab = open(world, { to: () => to, navigation })
    const seen = watch(tab.get('/api/1'))
    await world.advance(1_000)
    expect(went).toEqual([])
    expect(errors).toHaveBeenCalledWith(error)
    expect(seen.value).toBe(401)
  })

  it.each<[object, string]>([
    [{ to: '/login', returnParam: '' }, '`returnParam` must be a name'],
    [{ to: '/login', returnParam: 1 }, '`returnParam` must be a name'],
    [{ to: '/login', beforeLeave: true }, '`beforeLeave` must be a function'],
  ])('%j: %s', (options, message) => {
    expect(() => loginRedirect(options as never)).toThrow(new TypeError(`loginRedirect: ${message}`))
  })

  it('in a browser it takes the page as it is', async () => {
    const assign = vi.fn()
    const storage = fakeStorage()
    vi.stubGlobal('location', Object.assign(new URL(`${ORIGIN}/x?y#z`), { assign }))
    vi.stubGlobal('sessionStorage', storage)
    const ask = { verdict: {}, signal: new AbortController().signal, attempt: 1 } as HandlerContext
    void loginRedirect({ to: '/login' })(ask)
    await vi.waitFor(() => expect(assign).toHaveBeenCalledWith(`${ORIGIN}/login?returnTo=%2Fx%3Fy%23z`))
    expect(JSON.parse(storage.getItem('why401:redirected') ?? '')).toMatchObject({ count: 1 })
  })

  it('on a server it can be made, and is looked at when it is used', () => {
    expect(loginRedirect({ to: '/login' })).toBeTypeOf('function')
  })
})
