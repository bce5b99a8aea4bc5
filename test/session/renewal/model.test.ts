import * as fc from 'fast-check'
import { afterEach, beforeEach, it, vi } from 'vitest'
import type { Tab } from '../world.ts'
import { Life, probeTempers, tempers } from './life.ts'

// Random lives of a browser: whatever happens, the invariants of the session hold.
// WHY401_RUNS=20000 runs more of them, with a seed of their own; WHY401_SEED repeats one.

const runs = Number(process.env['WHY401_RUNS'] ?? 300)
const seed = Number(process.env['WHY401_SEED'] ?? (process.env['WHY401_RUNS'] === undefined ? 401 : Date.now()))

beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue())
afterEach(() => vi.restoreAllMocks())

// prettier-ignore
const areas = ['api', 'api', 'api', 'bare', 'never', 'gold', 'nonce', 'key', 'relay', 'relay', 'lost', 'quiet', 'foreign', 'forbidden'] as const

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

const request = fc
  .record({ n: nth, area: fc.constantFrom(...areas), method: fc.constantFrom('GET', 'POST'), kind: fc.nat(5) })
  .map(({ n, area, method, kind }) => {
    const isBackground = kind === 0
    return new Happening(`${method} ${area}(${n}${isBackground ? ', background' : ''})`, (life) => {
      const tab = life.tab(n)
      if (tab && !tab.frozen) life.send(tab, area, method, isBackground)
    })
  })
const everybody = fc.constantFrom('api', 'api', 'never', 'gold', 'relay', 'bare').map(
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
      new Happening(`news ${name}`, (life) => {
        life.newsDelay = ms
        life.world.delivery = () => ms
      }),
  )

const other = ({ user }: Life): string => (user === 'ada' ? 'bob' : 'ada')
const probe = fc.constantFrom(...probeTempers).map(
  (how) =>
    new Happening(`probe ${how}`, (life) => {
      life.probeTemper = how
    }),
)
const storage = fc.constantFrom(0, 10, 60, 400).map(
  (ms) =>
    new Happening(`storage lags ${ms} ms`, (life) => {
      life.lag = ms
    }),
)
const clock = fc.constantFrom(-864e5, -3_600_000, 3_600_000, 864e5).map(
  (ms) =>
    new Happening(`clock ${ms} ms`, ({ world }) => {
      world.skew += ms
    }),
)
/** What a script that is not ours may say, short of lying about the login. */
const noise = fc
  .constantFrom<unknown>(
    null,
    7,
    'renewed',
    { type: 'renewed' },
    { type: 'renewed', id: 'x'.repeat(1e5) },
    { type: 'renewed', id: {}, epoch: Number.NaN },
    { type: 'waiting' },
    { type: 'acting' },
    { type: 'asking', level: 99 },
    { type: 'failed', reach: 7 },
    { type: 'fixed', integration: 7 },
    { type: 'broken', verdict: { kind: 'third-party-key-invalid' } },
    { type: 'constructor' },
  )
  .map((message) => new Happening('noise', ({ world }) => world.shout('why401', message)))

const happenings: fc.Arbitrary<Happening>[] = [
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
  probe,
  storage,
  clock,
  noise,
  fc.constant(new Happening('expire', (life) => life.lose('expire'))),
  fc.constant(new Happening('expire', (life) => life.lose('expire'))),
  fc.constant(new Happening('end of session', (life) => life.lose('end'))),
  fc.constant(new Happening('third party refuses', (life) => (life.isKeyDead = true))),
  fc.constant(new Happening('third party is well', (life) => (life.isKeyDead = false))),
  fc.constant(new Happening('open', (life) => life.opened < 5 && life.open())),
  withTab('close', (tab) => tab.close()),
  withTab('is about to be left', (tab, life) => {
    if (tab.frozen) return
    life.hasInterrupted = true
    tab.interrupt()
  }),
  withTab('freeze', (tab, life) => life.freeze(tab)),
  withTab('thaw', (tab) => tab.thaw()),
  withTab('hide', (tab) => tab.hide()),
  withTab('show', (tab) => !tab.frozen && tab.show()),
  withTab('abort', (tab, life) => life.sent.findLast((sent) => sent.tab === tab)?.abort.abort()),
  withTab('app signs in', (tab, life) => !tab.frozen && life.signIn(tab, life.user, false)),
  withTab('another user signs in', (tab, life) => !tab.frozen && life.signIn(tab, other(life), true)),
  withTab('another user signs in unseen', (tab, life) => {
    if (!tab.frozen && life.shape.hasUser) life.signIn(tab, other(life), false)
  }),
  withTab('app signs out', (tab, life) => {
    if (tab.frozen) return
    life.lose('end')
    tab.auth.signedOut()
  }),
  withTab('key breaks', (_tab, { world }) => world.broken.add('mail')),
  withTab('key fixed', (tab, { world }) => {
    world.broken.delete('mail')
    if (!tab.frozen) tab.auth.integrationFixed('mail')
  }),
]

/** How long an engine takes to come, ms; negative when it fails to. */
const loading = fc
  .constantFrom(1, 30, 3_000, 25_000, -1, -8_000)
  .map(
    (ms) =>
      new Happening(`engine ${ms < 0 ? 'fails' : 'comes'} after ${Math.abs(ms)} ms`, (life) => life.delayEngine(ms)),
  )

const shape = fc.record({ hasUser: fc.boolean(), hasToken: fc.boolean(), hasProbe: fc.boolean() })

it.each([
  { mode: 'the engine at hand', all: happenings, delay: undefined },
  { mode: 'an engine that comes late, fails, and comes back', all: [...happenings, loading, loading], delay: 30 },
])(`with $mode → holds its promises in ${runs} lives`, { timeout: 60_000 + runs * 100 }, async ({ all, delay }) => {
  await fc.assert(
    fc.asyncProperty(shape, fc.commands(all, { maxCommands: 50, size: '+1' }), async (app, commands) => {
      const life = new Life(app)
      life.world.loading = delay
      for (let count = 0; count < 3; count += 1) life.open()
      await life.world.settle()
      await fc.asyncModelRun(() => ({ model: { began: true } as const, real: life }), commands)
      await life.end()
    }),
    { numRuns: runs, seed },
  )
})
