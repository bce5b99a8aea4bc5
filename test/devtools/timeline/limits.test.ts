import { afterEach, expect, it } from 'vitest'
import { type Auth, type AuthOptions, createAuth as createLazyAuth } from 'why401'
import { createAuth } from 'why401/fetch'
import type { Span } from '../../../src/devtools/timeline/entry.ts'
import { limitRows, limitsOf, readLimits, underWayWords } from '../../../src/devtools/timeline/limits.ts'
import { createTimeline } from '../../../src/devtools/timeline/timeline.ts'
import { API, authOver, expired } from '../scripted.ts'

const auths: Auth[] = []
afterEach(() => {
  for (const auth of auths.splice(0)) auth.dispose()
})

function made(options: AuthOptions): Auth {
  const auth = createAuth({ tabs: false, conventions: [], ...options })
  auths.push(auth)
  return auth
}

const handler = (): Promise<boolean> => Promise.resolve(true)
const all: AuthOptions = { renew: handler, signIn: handler, probe: '/me', token: () => 'x', origins: [API] }

it('an app that says nothing has the limits that the docs name', () => {
  expect(limitsOf(made(all))).toEqual({
    wait: 300_000,
    renew: 30_000,
    signIn: 300_000,
    credential: 10_000,
    probe: 5000,
  })
})

it('maxWait bounds the handlers too, and what the app does not have has no limit', () => {
  expect(limitsOf(made({ renew: handler, maxWait: 20_000 }))).toEqual({ wait: 20_000, renew: 20_000 })
  expect(limitsOf(made({ signIn: handler, maxWait: 60_000 }))).toEqual({ wait: 60_000, signIn: 60_000 })
  expect(limitsOf(made({ authorize: () => {} }))).toEqual({ wait: 300_000, credential: 10_000 })
})

it('is not known before the engine is there, and of an auth that no createAuth made', async () => {
  const auth = createLazyAuth({ tabs: false, maxWait: 9000, preload: 'never' })
  auths.push(auth)
  expect(limitsOf(auth)).toBeUndefined()
  await auth.ready
  expect(limitsOf(auth)).toEqual({ wait: 9000 })
  expect(limitsOf({ on: () => () => {} })).toBeUndefined()
})

it('a renewal that is under way brings the limits of its app', async () => {
  const auth = authOver({ '/a': expired }, { renew: () => new Promise(() => {}), maxWait: 7000 })
  auths.push(auth)
  const timeline = createTimeline({ now: () => 0 })
  timeline.record(auth, '')
  void auth.fetch(`${API}/a`)
  await expect
    .poll(() => timeline.entries.get()[0])
    .toMatchObject({ type: 'span', limits: { wait: 7000, renew: 7000 } })
})

const span: Span = {
  id: 'a:1',
  at: 1000,
  source: '',
  elsewhere: false,
  waiters: [],
  count: 0,
  byOther: false,
  type: 'span',
  what: 'renewal',
}
const limits = { wait: 60_000, renew: 30_000, signIn: 60_000 }

it('the limit stands beside the elapsed time, and is that of what runs', () => {
  expect(underWayWords({ ...span, limits }, 3100)).toBe('under way for 2.1 s, at most 30 s')
  expect(underWayWords({ ...span, limits, what: 'sign-in', askedAt: 2000 }, 3100)).toBe(
    'under way for 1.1 s, at most 1 min',
  )
  // It waits for the lock of another tab before its own `renew` runs.
  expect(underWayWords({ ...span, limits }, 42_000)).toBe('under way for 41 s, a request waits at most 1 min')
  expect(underWayWords({ ...span, limits: { wait: 60_000 } }, 3100)).toBe(
    'under way for 2.1 s, a request waits at most 1 min',
  )
  // A clock that was set back.
  expect(underWayWords({ ...span, limits }, 0)).toBe('under way for 0 ms, at most 30 s')
})

it('where the limits are not known, nothing is said of them', () => {
  expect(underWayWords(span, 3100)).toBe('under way for 2.1 s')
})

it('lists what each limit bounds', () => {
  expect(limitRows({ wait: 300_000, renew: 30_000, probe: 5000 })).toEqual([
    ['A request waits (maxWait)', 'at most 5 min'],
    ['renew may take', 'at most 30 s'],
    ['probe may take', 'at most 5 s'],
  ])
})

it('of what another tab wrote only times are taken over', () => {
  expect(readLimits({ wait: 5, renew: 'soon', signIn: -1, probe: 7, more: 'x' })).toEqual({ wait: 5, probe: 7 })
  expect(readLimits({ renew: 5 })).toBeUndefined()
  expect(readLimits({ wait: Number.NaN })).toBeUndefined()
})
