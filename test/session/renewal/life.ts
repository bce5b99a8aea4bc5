import { expect } from 'vitest'
import type { HandlerContext, RenewResult } from 'why401'
import type { SessionOptions } from 'why401/session'
import { ORIGIN, type Tab, World, type WorldHit } from '../world.ts'

export const tempers = [
  'good',
  'slow',
  'declines',
  'offline',
  '503',
  '401',
  'bug',
  'late',
  'never',
  'stranger',
] as const
export type Temper = (typeof tempers)[number]
export const probeTempers = ['true', 'hangs', 'throws', 'lies'] as const
export type ProbeTemper = (typeof probeTempers)[number]
const MAX_WAIT = 60_000
/** What a request may take beside its wait: its exchanges, a probe of the judgement, and turns of locks. */
const MAX_REST = 8_000
/** A page of the app in which nothing is asked. */
const QUIET = '/quiet/*'

/** How the app of one life is made. */
export interface AppShape {
  /** The app says who is signed in. */
  readonly hasUser: boolean
  /** Each request carries a token of the tab's own view of a storage, which lags behind the other tabs. */
  readonly hasToken: boolean
  readonly hasProbe: boolean
}

interface View {
  readonly credential: string
  readonly user: string
}

interface Sent {
  readonly at: number
  readonly user: string | undefined
  readonly tab: Tab
  /** Whether something waited for the engine that changes the login. */
  readonly isBehind: boolean
  readonly path: string
  readonly abort: AbortController
  /** What was known when it first went out; it may be held back before. */
  first:
    | { readonly generation: number; readonly at: number; readonly logged: number; readonly wasSignedOut: boolean }
    | undefined
  /** How often it was sent; the server gets less when the browser ends one. */
  attempts: number
  answer: number | string | undefined
}

/** What there is, beside the world, to judge it by. */
export class Life {
  readonly world = new World()
  readonly shape: AppShape
  /** Who is signed in, as the server and the app know it. */
  user = 'ada'
  lag = 10
  probeTemper: ProbeTemper = 'true'
  /** The third party refuses the stored key. */
  isKeyDead = false
  hasLied = false
  /** True once the browser ended requests of a page that was about to be left. */
  hasInterrupted = false
  readonly #owners = new Map([['c0', 'ada']])
  readonly #views = new Map<Tab, View>()
  readonly #frozen = new Set<Tab>()
  /** How often each request with an effect had it. */
  readonly #effects = new Map<string, number>()
  readonly sent: Sent[] = []
  readonly tempers = new Map<Tab, { renew: Temper; signIn: Temper }>()
  readonly violations: string[] = []
  /** Renewals and sign-ins that came through, by the epoch in which they were asked for. */
  readonly #done = new Map<string, string[]>()
  /** When the third party last refused a path, and when a credential last died. */
  readonly #theirs = new Map<string, number>()
  #lostAt = -Infinity
  /** How much had been posted when a tab's handler ended because its page is left; until the tab calls one again. */
  readonly #interrupted = new Map<Tab, number>()
  frozenOnce = false
  newsDelay: number | undefined = 1
  /** True once a tab without an engine could neither store nor tell that the user signed in. */
  isUntold = false
  /** When a tab without an engine last told the others so: until they hear of it, nothing that is stored says it. */
  #toldAt = -Infinity
  /** True once a request may have settled without an engine. */
  engineMissed = false
  opened = 0

  constructor(shape: AppShape) {
    this.shape = shape
    const { world } = this
    const issue = world.issue.bind(world)
    world.issue = () => {
      const credential = issue()
      this.#owners.set(credential, this.user)
      // The one before is dead from here on, and the new one is still on its way.
      this.#lostAt = world.time
      return credential
    }
    const answer = world.answer
    world.answer = (hit) => {
      const response = this.#answerOf(hit) ?? answer(hit)
      if (response.ok && hit.method === 'POST' && !/^\/(?:renew|login)/.test(hit.path)) {
        this.#effects.set(hit.path, (this.#effects.get(hit.path) ?? 0) + 1)
      }
      return response
    }
  }

  open(): void {
    const { world, shape } = this
    this.opened += 1
    const tab = world.open((self) => {
      this.tempers.set(self, { renew: 'good', signIn: 'good' })
      this.#views.set(self, { credential: world.jar, user: this.user })
      const options: Partial<SessionOptions> = {
        maxWait: MAX_WAIT,
        routes: [
          { path: QUIET, ask: false },
          { path: '/relay/*', role: 'integration', integration: 'slack' },
        ],
        renew: (ask) => this.#handle(self, ask, 'renew'),
        signIn: (ask) => this.#handle(self, ask, 'signIn'),
        fetch: (input, init) => this.#carry(self, new Request(input, init)),
        ...(shape.hasUser && { user: () => this.#viewOf(self).user }),
        ...(shape.hasToken && { token: () => this.#viewOf(self).credential }),
        ...(shape.hasProbe && { probe: () => this.#probe(self) }),
      }
      return options
    })
    for (const type of ['signed-out', 'reauthenticate'] as const) {
      tab.auth.on(type, ({ verdict }) => {
        const at = this.#theirs.get(new URL(verdict?.url || ORIGIN).pathname) ?? -Infinity
        if (at > this.#lostAt && !this.hasLied) this.violations.push(`${type} for a third party's answer`)
      })
    }
    tab.auth.on('third-party-key-invalid', ({ verdict }) => {
      if (shape.hasToken && /\/(?:bare|api)\//.test(verdict.url)) this.violations.push(`${verdict.url} was ours`)
    })
  }

  /** The third party's answers, and others that the world does not know. */
  #answerOf({ path, credential }: WorldHit): Response | undefined {
    const isValid = credential === this.world.valid
    if (path.startsWith('/relay')) {
      this.#theirs.delete(path)
      if (isValid && this.isKeyDead) {
        this.#theirs.set(path, this.world.time)
        return new Response('{"message":"Unauthorized"}', { status: 401 })
      }
    }
    return path.startsWith('/bare') && !isValid ? new Response(null, { status: 401 }) : undefined
  }

  async #carry(tab: Tab, request: Request): Promise<Response> {
    const { world } = this
    const { origin, pathname } = new URL(request.url)
    const authorization = request.headers.get('authorization')
    if (origin !== ORIGIN && authorization !== null) this.violations.push(`a credential went to ${origin}`)
    const credential = authorization?.slice('Bearer '.length) ?? world.jar
    const sent = this.sent.find(({ path }) => path === pathname)
    if (origin === ORIGIN && sent?.user !== undefined && sent.user !== this.#owners.get(credential)) {
      this.violations.push(`${pathname} of ${sent.user} was sent as ${String(this.#owners.get(credential))}`)
    }
    if (sent) {
      sent.first ??= firstOf(tab)
      sent.attempts += 1
    }
    const response = await tab.carry(request)
    // The answer is lost, and the effect is not.
    if (pathname.startsWith('/lost') && response.ok) throw new TypeError('Failed to fetch')
    return response
  }

  #probe(tab: Tab): Promise<boolean> {
    const isAlive = this.#viewOf(tab).credential === this.world.valid
    const answers: { readonly [T in ProbeTemper]: () => Promise<boolean> } = {
      true: () => tab.wait(3).then(() => isAlive),
      hangs: () => new Promise(() => {}),
      throws: () => Promise.reject(new Error('no probe')),
      lies: () => tab.wait(3).then(() => !isAlive),
    }
    if (this.probeTemper === 'lies') this.hasLied = true
    return answers[this.probeTemper]()
  }

  /** What one tab reads of the shared storage. */
  #viewOf(tab: Tab): View {
    const own = { credential: this.world.jar, user: this.user }
    return this.shape.hasToken ? (this.#views.get(tab) ?? own) : own
  }

  /** One tab stores a credential; the others read it a little later. */
  store(tab: Tab, credential: string, user: string): void {
    const { world } = this
    world.jar = credential
    this.user = user
    const view = { credential, user }
    this.#views.set(tab, view)
    for (const other of world.tabs) if (other !== tab) world.after(this.lag, () => this.#views.set(other, view))
  }

  /** The login runs out, or ends. */
  lose(how: 'expire' | 'end'): void {
    this.#lostAt = this.world.time
    this.world[how]()
  }

  freeze(tab: Tab): void {
    this.frozenOnce = true
    this.#frozen.add(tab)
    tab.freeze()
  }

  /** Somebody signs in by the app's own page. */
  signIn(tab: Tab, user: string, wasTold: boolean): void {
    const { world } = this
    if (wasTold) tab.auth.signedOut()
    world.alive = true
    this.user = user
    this.store(tab, world.issue(), user)
    tab.isBehind ||= !tab.isLoaded
    if (!tab.isLoaded) this.#toldAt = world.time
    this.isUntold ||= !tab.isLoaded && this.newsDelay !== 1
    tab.auth.signedIn()
  }

  delayEngine(ms: number): void {
    this.world.loading = ms
    this.engineMissed ||= ms < 0 || ms > 10_000
  }

  /** The nth of the tabs that are there. */
  tab(nth: number): Tab | undefined {
    const there = this.world.tabs.filter(({ alive }) => alive)
    return there[nth % there.length]
  }

  send(tab: Tab, area: string, method: string, isBackground = false): void {
    const abort = new AbortController()
    const sent: Sent = {
      at: this.world.time,
      // The path of the key is the same for all, so that nobody's is known by it.
      user: this.shape.hasUser && area !== 'key' ? this.#viewOf(tab).user : undefined,
      tab,
      isBehind: tab.isBehind,
      path: area === 'key' ? '/key/mail' : `/${area}/${this.sent.length}`,
      abort,
      first: undefined,
      attempts: 0,
      answer: undefined,
    }
    this.sent.push(sent)
    const init = method === 'POST' ? { method, body: `{"id":${this.sent.length}}` } : { method }
    const send = isBackground ? tab.auth.background : tab.auth.fetch
    const origin = area === 'foreign' ? 'https://foreign.example' : ORIGIN
    const answered = send(origin + sent.path, { ...init, signal: abort.signal }).then(
      ({ status }) => status,
      (error: unknown) => String(error),
    )
    void answered.then((answer) => {
      sent.answer = answer
      if (sent.user !== undefined && sent.user !== this.#viewOf(tab).user) return
      // A sign-out is a barrier: what was sent before it is not sent after it.
      const { first } = sent
      const later =
        !sent.isBehind &&
        !this.engineMissed &&
        // What carries the token that was refused is not sent again.
        !this.shape.hasToken &&
        // A tab that is signed out may learn of a second sign-out without a sign.
        first !== undefined &&
        !first.wasSignedOut &&
        tab.auth.state.get().generation > first.generation &&
        !this.#signedOutSince(first.at) &&
        !tab.log.slice(first.logged).includes('is signed-out')
      if (answer === 401 && later && area === 'api' && sent.attempts < 2) {
        this.violations.push(`${sent.path} of ${tab.name} was refused late and not sent again`)
      }
    })
  }

  /** Whether a tab may have heard of a sign-out after `time`; news may be 10 s late. */
  #signedOutSince(time: number): boolean {
    return this.world.posted.some(
      ({ message, at }) => (message as { type: string }).type === 'signed-out' && at > time - 11_000,
    )
  }

  async #handle(tab: Tab, ask: HandlerContext, which: 'renew' | 'signIn'): Promise<RenewResult> {
    const { world } = this
    // An open step-up does not hold up a silent renewal: each level has its own order.
    const epoch = `${String(world.epochs.get('why401'))} ${ask.verdict.remedy === 'step-up' ? 'step-up' : 'login'}`
    const robbed = tab.robbed
    this.#interrupted.delete(tab)
    if (which === 'signIn' && !tab.visible) this.violations.push(`${tab.name} is hidden, and asks`)
    const { pathname } = new URL(ask.verdict.url)
    // A refusal that another tab has mended already is no reason to ask, unless this tab could not read the mending yet.
    const isMended = !this.shape.hasToken && world.jar === world.valid
    // A request that got no answer has the probe asked, and that one lied.
    const isMisled = this.hasLied && this.hasInterrupted
    const isOnItsWay = world.time <= this.#toldAt + (this.newsDelay ?? 0)
    const mayAsk = this.frozenOnce || this.isUntold || isOnItsWay || isMisled || tab.robbed !== robbed
    if (!mayAsk && pathname.startsWith('/api') && isMended) {
      this.violations.push(`${tab.name} asks ${which} for ${pathname}, which would be answered now`)
    }
    const outcome = await this.#answer(tab, ask, which)
    // A nonce is each tab's own, and no renewal of what they share.
    if (outcome === 'renewed' && ask.verdict.reason !== 'stale-nonce' && !ask.signal.aborted && tab.robbed === robbed) {
      const done = [...(this.#done.get(epoch) ?? []), `${tab.name} ${which}`]
      this.#done.set(epoch, done)
      if (done.length > 1 && !this.isUntold) this.violations.push(`renewed twice in epoch ${epoch}: ${done.join(', ')}`)
    }
    return outcome
  }

  async #answer(tab: Tab, { signal, verdict }: HandlerContext, which: 'renew' | 'signIn'): Promise<RenewResult> {
    const temper = this.tempers.get(tab)?.[which] ?? 'good'
    // A nonce is put on the next request, and changes nothing that the tabs share.
    if (verdict.reason === 'stale-nonce' && (temper === 'good' || temper === 'slow')) {
      return tab.wait(temper === 'good' ? 5 : 20_000).then(() => 'renewed')
    }
    const good = (ms: number): Promise<RenewResult> =>
      which === 'renew'
        ? this.#exchange(tab, '/renew', ms, signal, this.user)
        : this.#exchange(tab, verdict.remedy === 'step-up' ? '/login/gold' : '/login', ms, signal, this.user)
    await tab.wait(5)
    const answers: { readonly [T in Temper]: () => RenewResult | Promise<RenewResult> } = {
      good: () => good(0),
      slow: () => good(20_000),
      late: () => good(which === 'renew' ? 33_000 : 70_000),
      declines: () => 'declined',
      offline: () => Promise.reject(new TypeError('Failed to fetch')),
      503: () => Promise.reject(Object.assign(new Error('HTTP'), { response: new Response(null, { status: 503 }) })),
      401: () => Promise.reject(Object.assign(new Error('HTTP'), { status: 401 })),
      bug: () => Promise.reject(new RangeError('a bug of the app')),
      never: () => new Promise(() => {}),
      stranger: () =>
        which === 'renew' ? good(0) : this.#exchange(tab, '/login', 0, signal, this.user === 'ada' ? 'bob' : 'ada'),
    }
    return answers[temper]()
  }

  /** A handler of the app gets a credential for `user`, and stores it, unless somebody else signed in meanwhile. */
  async #exchange(tab: Tab, path: string, ms: number, signal: AbortSignal, user: string): Promise<RenewResult> {
    tab.asks.push(path)
    const before = this.user
    await tab.wait(ms)
    const response = await tab.carry(new Request(ORIGIN + path, { method: 'POST', signal })).catch((error: unknown) => {
      if (error instanceof TypeError && path !== '/login/gold') this.#interrupted.set(tab, this.world.posted.length)
      throw error
    })
    if (!response.ok) return 'declined'
    const credential = await response.text()
    if (this.user !== before || signal.aborted) return 'declined'
    this.#owners.set(credential, user)
    this.store(tab, credential, user)
    return 'renewed'
  }

  /** What must hold at every moment. */
  check(): void {
    const { world } = this
    expect(this.violations).toEqual([])
    expect([...this.#effects].filter(([path, times]) => times > 1 && !path.startsWith('/key'))).toEqual([])
    const late = this.sent.filter(
      ({ tab, at, answer }) =>
        answer === undefined && tab.alive && !this.#frozen.has(tab) && world.time - at > MAX_WAIT + MAX_REST,
    )
    expect(late.map(({ path }) => path)).toEqual([])
    const count = new Map<string, number>()
    for (const { method, path, body, tab } of world.hits) {
      if (/^\/(?:renew|login|key)/.test(path)) continue
      const id = `${tab} ${method} ${path}`
      count.set(id, (count.get(id) ?? 0) + 1)
      if (method === 'POST') expect(body).toMatch(/^\{"id":\d+\}$/)
    }
    // Once more for a nonce, for a login, and for a step-up.
    expect([...count].filter(([, times]) => times > 4)).toEqual([])
    for (const tab of world.tabs) checkTab(tab)
    for (const [tab, from] of this.#interrupted) expect(world.posted.slice(from).filter(isFailureOf(tab))).toEqual([])
  }

  /** Everything is well again: whoever waits must settle, and one renewal must be enough for all. */
  async end(): Promise<void> {
    const { world } = this
    for (const tab of world.tabs) {
      this.tempers.set(tab, { renew: 'good', signIn: 'good' })
      tab.thaw()
      if (tab.alive) tab.show()
    }
    world.delivery = () => 1
    world.latency = 10
    if (world.loading !== undefined) world.loading = 1
    // A steal, an ask of the user, and another one, one after the other.
    for (let step = 0; step < 30; step += 1) await world.advance(15_000)
    this.probeTemper = 'true'
    this.isKeyDead = false
    this.lag = 0
    this.check()
    const there = world.tabs.filter(({ alive }) => alive)
    expect(this.sent.filter(({ tab, answer }) => tab.alive && answer === undefined).map(({ path }) => path)).toEqual([])
    expect(
      there.map(({ status }) => status).filter((status) => status === 'renewing' || status === 'signing-in'),
    ).toEqual([])
    expect([[...world.waiting.values()].flat().length, world.held.size]).toEqual([0, 0])
    // Whoever declined is not asked again before the user acts; the user signs in.
    if (there[0]) this.signIn(there[0], this.user, false)
    await world.advance(1_000)
    expect(there.map(({ status }) => status)).toEqual(there.map(() => 'signed-in'))
    this.lose('expire')
    const { renewals, signIns } = world
    for (const [index, tab] of there.entries()) this.send(tab, 'api', index % 2 ? 'GET' : 'POST')
    await world.advance(100_000)
    expect(this.sent.slice(this.sent.length - there.length).map(({ answer }) => answer)).toEqual(there.map(() => 200))
    expect([world.renewals - renewals, world.signIns - signIns]).toEqual([there.length ? 1 : 0, 0])
    expect(there.map(({ status }) => status)).toEqual(there.map(() => 'signed-in'))
    this.check()
    there[0]?.auth.signedOut()
    await world.advance(100)
    expect(there.map(({ status }) => status)).toEqual(there.map(() => 'signed-out'))
    this.check()
  }
}

function firstOf({ auth, world, log, status }: Tab): NonNullable<Sent['first']> {
  const { generation } = auth.state.get()
  return { generation, at: world.time, logged: log.length, wasSignedOut: status === 'signed-out' }
}

/** What tells the other tabs that a renewal failed; a step-up is another matter. */
function isFailureOf({ name }: Tab): (posted: World['posted'][number]) => boolean {
  return ({ tab, message }) => {
    const { type, reach } = message as { readonly type: string; readonly reach?: number }
    return tab === name && type === 'failed' && reach !== 2
  }
}

function checkTab(tab: Tab): void {
  const told = tab.types().findLast((type) => type === 'signed-in' || type === 'signed-out')
  if (tab.status === 'signed-out') expect(told, tab.log.join(', ')).toBe('signed-out')
  if (tab.status === 'unknown') expect(told).toBeUndefined()
  const generations = tab.states.map(({ generation }) => generation)
  expect(generations).toEqual(generations.toSorted((a, b) => a - b))
  // Signed out once for each time: something else was in between.
  let out = false
  for (const entry of tab.log) {
    if (entry === 'signed-out') {
      expect(out, tab.log.join(', ')).toBe(false)
      out = true
    } else if (entry.startsWith('is ') && entry !== 'is signed-out') out = false
  }
}
