import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { HandlerContext, RenewResult } from 'why401'
import { type Tab, World } from '../world.ts'

// Random lives of a browser: whatever happens, the invariants of the session hold.
// WHY401_RUNS=20000 runs more of them, with a seed of their own; WHY401_SEED repeats one.

const runs = Number(process.env['WHY401_RUNS'] ?? 500)
const seed = Number(process.env['WHY401_SEED'] ?? (process.env['WHY401_RUNS'] === undefined ? 401 : Date.now()))

beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue())
afterEach(() => vi.restoreAllMocks())

const tempers = ['good', 'slow', 'declines', 'offline', '503', '401', 'bug', 'late', 'never'] as const
type Temper = (typeof tempers)[number]
const areas = ['api', 'api', 'api', 'never', 'gold', 'nonce', 'key', 'forbidden'] as const
const MAX_WAIT = 60_000

interface Sent {
  readonly tab: Tab
  readonly path: string
  readonly abort: AbortController
  answer: number | string | undefined
}

/** What there is, beside the world, to judge it by. */
class Life {
  readonly world = new World()
  readonly sent: Sent[] = []
  readonly tempers = new Map<Tab, { renew: Temper; signIn: Temper }>()
  readonly violations: string[] = []
  /** Renewals and sign-ins that came through, by the epoch in which they were asked for. */
  readonly #done = new Map<string, string[]>()
  frozenOnce = false
  opened = 0

  open(): void {
    const { world } = this
    this.opened += 1
    world.open((tab) => {
      this.tempers.set(tab, { renew: 'good', signIn: 'good' })
      return {
        maxWait: MAX_WAIT,
        renew: (ask) => this.#handle(tab, ask, 'renew'),
        signIn: (ask) => this.#handle(tab, ask, 'signIn'),
      }
    })
  }

  /** The nth of the tabs that are there. */
  tab(nth: number): Tab | undefined {
    const there = this.world.tabs.filter(({ alive }) => alive)
    return there[nth % there.length]
  }

  send(tab: Tab, area: string, method: string): void {
    const abort = new AbortController()
    const sent: Sent = {
      tab,
      path: area === 'key' ? '/key/mail' : `/${area}/${this.sent.length}`,
      abort,
      answer: undefined,
    }
    this.sent.push(sent)
    const { generation } = tab.auth.state.get()
    const sentAt = this.world.time
    const logged = tab.log.length
    const init = method === 'POST' ? { method, body: `{"id":${this.sent.length}}` } : { method }
    void tab.get(sent.path, { ...init, signal: abort.signal }).then((answer) => {
      sent.answer = answer
      // A sign-out is a barrier: what was sent before it is not sent after it.
      const later =
        tab.auth.state.get().generation > generation &&
        !this.#signedOutSince(sentAt) &&
        !tab.log.slice(logged).includes('is signed-out')
      if (answer === 401 && later && area === 'api' && this.world.count(sent.path) < 2) {
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
    const { pathname } = new URL(ask.verdict.url)
    // A refusal that another tab has mended already is no reason to ask.
    if (!this.frozenOnce && pathname.startsWith('/api') && world.jar === world.valid && tab.robbed === robbed) {
      this.violations.push(`${tab.name} asks ${which} for ${pathname}, which would be answered now`)
    }
    const outcome = await this.#answer(tab, ask, which)
    // A nonce is each tab's own, and no renewal of what they share.
    if (outcome === 'renewed' && ask.verdict.reason !== 'stale-nonce' && !ask.signal.aborted && tab.robbed === robbed) {
      const done = [...(this.#done.get(epoch) ?? []), `${tab.name} ${which}`]
      this.#done.set(epoch, done)
      if (done.length > 1) this.violations.push(`renewed twice in epoch ${epoch}: ${done.join(', ')}`)
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
        ? tab.wait(ms).then(() => tab.renew(signal))
        : tab.signIn(verdict.remedy === 'step-up' ? '/login/gold' : '/login', ms, signal)
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
    }
    return answers[temper]()
  }

  /** What must hold at every moment. */
  check(): void {
    const { world } = this
    expect(this.violations).toEqual([])
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
    // A steal, an ask of the user, and another one, one after the other.
    for (let step = 0; step < 30; step += 1) await world.advance(15_000)
    this.check()
    const there = world.tabs.filter(({ alive }) => alive)
    expect(this.sent.filter(({ tab, answer }) => tab.alive && answer === undefined).map(({ path }) => path)).toEqual([])
    expect(
      there.map(({ status }) => status).filter((status) => status === 'renewing' || status === 'signing-in'),
    ).toEqual([])
    expect([[...world.waiting.values()].flat().length, world.held.size]).toEqual([0, 0])
    // Whoever declined is not asked again before the user acts; the user signs in.
    world.alive = true
    world.jar = world.issue()
    there[0]?.auth.signedIn()
    await world.advance(1_000)
    expect(there.map(({ status }) => status)).toEqual(there.map(() => 'signed-in'))
    world.expire()
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

interface Model {
  readonly began: true
}

/** A command: its name in the report, and what it does. */
class Happening implements fc.AsyncCommand<Model, Life> {
  readonly #name: string
  readonly #act: (life: Life) => unknown

  constructor(name: string, act: (life: Life) => unknown) {
    this.#name = name
    this.#act = act
  }

  check(): boolean {
    return true
  }

  async run(_model: Model, life: Life): Promise<void> {
    await this.#act(life)
    await life.world.settle()
    life.check()
  }

  toString(): string {
    return this.#name
  }
}

const nth = fc.nat(5)
const withTab = (name: string, act: (tab: Tab, life: Life) => void): fc.Arbitrary<Happening> =>
  nth.map(
    (n) =>
      new Happening(`${name}(${n})`, (life) => {
        const tab = life.tab(n)
        if (tab) act(tab, life)
      }),
  )

const request = fc.record({ n: nth, area: fc.constantFrom(...areas), method: fc.constantFrom('GET', 'POST') }).map(
  ({ n, area, method }) =>
    new Happening(`${method} ${area}(${n})`, (life) => {
      const tab = life.tab(n)
      if (tab && !tab.frozen) life.send(tab, area, method)
    }),
)
const everybody = fc.constantFrom('api', 'api', 'never', 'gold').map(
  (area) =>
    new Happening(`GET ${area}(all)`, (life) => {
      for (const tab of life.world.tabs) if (tab.alive && !tab.frozen) life.send(tab, area, 'GET')
    }),
)
const latency = fc.constantFrom(2, 10, 10, 40, 300).map(
  (ms) =>
    new Happening(`latency ${ms} ms`, ({ world }) => {
      world.latency = ms
    }),
)
const time = fc
  .constantFrom(1, 4, 6, 10, 25, 60, 1_000, 19_000, 31_000, 36_000, 61_000)
  .map((ms) => new Happening(`${ms} ms`, ({ world }) => world.advance(ms)))
const temper = fc.record({ n: nth, renew: fc.constantFrom(...tempers), signIn: fc.constantFrom(...tempers) }).map(
  ({ n, renew, signIn }) =>
    new Happening(`temper(${n}, ${renew}, ${signIn})`, (life) => {
      const tab = life.tab(n)
      if (tab) life.tempers.set(tab, { renew, signIn })
    }),
)
const channel = fc
  .constantFrom<[string, number | undefined]>(
    ['in time', 1],
    ['at once', 0],
    ['late', 40],
    ['very late', 10_000],
    ['lost', undefined],
  )
  .map(
    ([name, ms]) =>
      new Happening(`news ${name}`, ({ world }) => {
        world.delivery = () => ms
      }),
  )

const commands = fc.commands(
  [
    request,
    request,
    everybody,
    everybody,
    time,
    time,
    time,
    time,
    temper,
    temper,
    channel,
    latency,
    fc.constant(new Happening('expire', ({ world }) => world.expire())),
    fc.constant(new Happening('expire', ({ world }) => world.expire())),
    fc.constant(new Happening('end of session', ({ world }) => world.end())),
    fc.constant(new Happening('open', (life) => life.opened < 5 && life.open())),
    withTab('close', (tab) => tab.close()),
    withTab('freeze', (tab, life) => {
      life.frozenOnce = true
      tab.freeze()
    }),
    withTab('thaw', (tab) => tab.thaw()),
    withTab('hide', (tab) => tab.hide()),
    withTab('show', (tab) => !tab.frozen && tab.show()),
    withTab('abort', (tab, life) => life.sent.findLast((sent) => sent.tab === tab)?.abort.abort()),
    withTab('app signs in', (tab, { world }) => {
      if (tab.frozen) return
      world.alive = true
      world.jar = world.issue()
      tab.auth.signedIn()
    }),
    withTab('app signs out', (tab, { world }) => {
      if (tab.frozen) return
      world.end()
      tab.auth.signedOut()
    }),
    withTab('key breaks', (_tab, { world }) => world.broken.add('mail')),
    withTab('key fixed', (tab, { world }) => {
      world.broken.delete('mail')
      if (!tab.frozen) tab.auth.integrationFixed('mail')
    }),
  ],
  { maxCommands: 50, size: '+1' },
)

it(`holds its promises in ${runs} lives`, { timeout: 60_000 + runs * 100 }, async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (happenings) => {
      const life = new Life()
      for (let count = 0; count < 3; count += 1) life.open()
      await life.world.settle()
      await fc.asyncModelRun(() => ({ model: { began: true } as const, real: life }), happenings)
      await life.end()
    }),
    { numRuns: runs, seed },
  )
})
