import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Auth, AuthOptions, RenewResult } from 'why401'
// The parts that the panel is made of.
import type { Entry, Refusal, Span } from '../../../src/devtools/timeline/entry.ts'
import { createTimeline, type Timeline, type TimelineOptions } from '../../../src/devtools/timeline/timeline.ts'
import { type Answers, API, authOver, createHub, expired, gate } from '../scripted.ts'

let time: number
let auths: Auth[]

beforeEach(() => {
  time = 1_800_000_000_000
  auths = []
})

afterEach(() => {
  for (const auth of auths) auth.dispose()
})

function setUp(
  answers: Answers,
  options?: AuthOptions,
  more?: TimelineOptions,
): { auth: Auth; timeline: Timeline; stop: () => void } {
  const auth = authOver(answers, options)
  auths.push(auth)
  const timeline = createTimeline({ now: () => time, ...more })
  return { auth, timeline, stop: timeline.record(auth, 'app') }
}

const refusalsOf = (timeline: Timeline): readonly Refusal[] =>
  timeline.entries.get().filter((entry): entry is Refusal => entry.type === 'refusal')
const spansOf = (timeline: Timeline): readonly Span[] =>
  timeline.entries.get().filter((entry): entry is Span => entry.type === 'span')
const forbidden = (): Response => new Response(null, { status: 403 })

it('a refusal is an entry with its verdict, what was sent and the advice', async () => {
  const { auth, timeline } = setUp({ '/api/secret': forbidden })
  await auth.fetch(`${API}/api/secret?token=s3cret`, { method: 'DELETE' })
  expect(refusalsOf(timeline)).toMatchObject([
    {
      method: 'DELETE',
      source: 'app',
      elsewhere: false,
      at: time,
      count: 1,
      verdict: { kind: 'forbidden', status: 403, url: `${API}/api/secret` },
      advice: [{ code: 'guessed' }],
    },
  ])
})

it('the same refusal again is counted; after a minute it is a new one; another path is another one', async () => {
  const { auth, timeline } = setUp({ '/a': forbidden, '/b': forbidden })
  await auth.fetch(`${API}/a`)
  time += 59_000
  await auth.fetch(`${API}/a`)
  time += 59_000
  await auth.fetch(`${API}/a`)
  expect(refusalsOf(timeline)).toMatchObject([{ count: 3, lastAt: time, at: time - 118_000 }])
  await auth.fetch(`${API}/b`)
  time += 61_000
  await auth.fetch(`${API}/a`)
  expect(refusalsOf(timeline).map(({ count, verdict }) => `${verdict.url} ${count}`)).toEqual([
    `${API}/a 1`,
    `${API}/b 1`,
    `${API}/a 3`,
  ])
})

it('an `Auth` that two panels attach is recorded once, until both are gone', async () => {
  const { auth, timeline, stop } = setUp({ '/a': forbidden, '/b': forbidden, '/c': forbidden })
  const stopOther = timeline.record(auth, 'app')
  await auth.fetch(`${API}/a`)
  stop()
  stop()
  await auth.fetch(`${API}/b`)
  stopOther()
  await auth.fetch(`${API}/c`)
  expect(refusalsOf(timeline).map(({ verdict, count }) => `${verdict.url} ${count}`)).toEqual([
    `${API}/b 1`,
    `${API}/a 1`,
  ])
})

it('a renewal is a span: who waited and since when, how it ended, the newest first', async () => {
  const renewed = gate<RenewResult>()
  let dead = true
  const answer = (): Response => (dead ? expired() : new Response('ok'))
  const { auth, timeline } = setUp({ '/a': answer, '/b': answer }, { renew: () => renewed.promise })
  const a = auth.fetch(`${API}/a?page=2`)
  const b = auth.fetch(`${API}/b`, { method: 'POST' })
  await expect.poll(() => spansOf(timeline)[0]?.waiters.length).toBe(2)
  expect(spansOf(timeline)).toMatchObject([
    {
      what: 'renewal',
      waiters: [
        { method: 'GET', url: `${API}/a`, at: time },
        { method: 'POST', url: `${API}/b`, at: time },
      ],
    },
  ])
  expect(spansOf(timeline)[0]).not.toHaveProperty('end')
  time += 50
  dead = false
  renewed.open('renewed')
  expect((await Promise.all([a, b])).map(({ status }) => status)).toEqual([200, 200])
  expect(spansOf(timeline)).toMatchObject([{ outcome: 'renewed', byOther: false, end: time }])
  expect(timeline.entries.get().map(({ type }) => type)).toEqual(['refusal', 'span', 'refusal'])
})

it('a renewal that needs the user is a sign-in from then on', async () => {
  const asked = gate<RenewResult>()
  const { auth, timeline } = setUp(
    { '/a': expired },
    {
      renew: () => {
        time += 30
        return Promise.resolve('declined')
      },
      signIn: () => asked.promise,
    },
  )
  const response = auth.fetch(`${API}/a`)
  await expect.poll(() => spansOf(timeline)[0]?.what).toBe('sign-in')
  expect(spansOf(timeline)).toMatchObject([{ at: time - 30, askedAt: time }])
  asked.open('declined')
  await response
  expect(spansOf(timeline)).toMatchObject([{ outcome: 'declined' }])
  expect(timeline.entries.get()[0]).toMatchObject({ type: 'moment', what: 'signed-out' })
})

it('a stronger sign-in and a nonce are called so', async () => {
  const stepUp = (): Response =>
    new Response(null, {
      status: 401,
      headers: { 'www-authenticate': 'Bearer error="insufficient_user_authentication", max_age="60"' },
    })
  const nonce = (): Response =>
    new Response(null, {
      status: 401,
      headers: { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': 'n0nce-very-secret' },
    })
  const handlers: AuthOptions = { renew: () => Promise.resolve('renewed'), signIn: () => Promise.resolve('renewed') }
  const { auth, timeline } = setUp({ '/a': stepUp, '/b': nonce }, handlers)
  await auth.fetch(`${API}/a`)
  await auth.fetch(`${API}/b`)
  expect(spansOf(timeline).map(({ what }) => what)).toEqual(['step-up', 'nonce'].toReversed())
  expect(JSON.stringify(timeline.entries.get())).not.toContain('n0nce-very-secret')
})

it('a renewal ahead of any refusal is a span that nobody waits for', async () => {
  const renewed = gate<RenewResult>()
  let due: number | undefined = Date.now() - 1
  const { auth, timeline } = setUp({}, { renew: () => renewed.promise, renewAt: () => due })
  await expect.poll(() => auth.state.get().status).toBe('renewing')
  due = undefined
  expect(spansOf(timeline)).toMatchObject([{ what: 'renewal', waiters: [] }])
  renewed.open('renewed')
  await expect.poll(() => spansOf(timeline)[0]?.outcome).toBe('renewed')
})

it('a panel that comes while a renewal is under way shows it, and how it ends', async () => {
  const renewed = gate<RenewResult>()
  const auth = authOver({ '/a': expired }, { renew: () => renewed.promise })
  auths.push(auth)
  const response = auth.fetch(`${API}/a`)
  await expect.poll(() => auth.state.get().status).toBe('renewing')
  const timeline = createTimeline({ now: () => time })
  timeline.record(auth, 'app')
  expect(spansOf(timeline)).toMatchObject([{ what: 'renewal' }])
  renewed.open('renewed')
  await response
  expect(spansOf(timeline)).toMatchObject([{ outcome: 'renewed' }])
})

it('sign-ins, sign-outs and fixed integrations are moments', async () => {
  const { auth, timeline } = setUp({
    '/mail': () =>
      Response.json(
        { type: 'https://app.example/third-party-key-invalid', integration: 'mail' },
        { status: 403, headers: { 'content-type': 'application/problem+json' } },
      ),
  })
  auth.signedIn()
  time += 1
  await auth.fetch(`${API}/mail`)
  time += 1
  auth.integrationFixed('mail')
  time += 1
  auth.signedOut()
  expect(timeline.entries.get()).toMatchObject([
    { what: 'signed-out' },
    { what: 'integration-fixed', integration: 'mail' },
    { type: 'refusal', verdict: { integration: 'mail' } },
    { what: 'signed-in' },
  ])
})

it('keeps no more than it should, and the newest of them', async () => {
  const answers = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`/${index}`, forbidden]))
  const { auth, timeline } = setUp(answers, {}, { limit: 10 })
  for (let index = 0; index < 30; index += 1) {
    time += 1
    await auth.fetch(`${API}/${index}`)
  }
  expect(refusalsOf(timeline).map(({ verdict }) => verdict.url.slice(API.length))).toEqual(
    Array.from({ length: 10 }, (_, index) => `/${29 - index}`),
  )
})

it('what was cleared stays so: the same refusal is a new entry', async () => {
  const { auth, timeline } = setUp({ '/a': forbidden })
  await auth.fetch(`${API}/a`)
  timeline.clear()
  expect(timeline.entries.get()).toEqual([])
  await auth.fetch(`${API}/a`)
  expect(refusalsOf(timeline)).toMatchObject([{ count: 1 }])
})

it('after its undo nothing is recorded, and what was open is said to be lost', async () => {
  const renewed = gate<RenewResult>()
  const { auth, timeline, stop } = setUp({ '/a': expired, '/b': forbidden }, { renew: () => renewed.promise })
  const response = auth.fetch(`${API}/a`)
  await expect.poll(() => auth.state.get().status).toBe('renewing')
  stop()
  expect(spansOf(timeline)).toMatchObject([{ outcome: 'lost' }])
  const before = timeline.entries.get()
  renewed.open('renewed')
  await response
  await auth.fetch(`${API}/b`)
  expect(timeline.entries.get()).toBe(before)
})

it('knows its own origin from others when it advises', async () => {
  const bare = (): Response => new Response(null, { status: 401 })
  const { auth, timeline } = setUp({ '/a': bare }, {}, { pageOrigin: 'https://page.example' })
  await auth.fetch(`${API}/a`)
  expect(refusalsOf(timeline)[0]?.advice.map(({ code }) => code)).toEqual(['challenge-hidden'])
})

it('tabs show each other’s entries, those from before too, marked as another tab’s', async () => {
  const hub = createHub()
  const one = setUp({ '/a': forbidden, '/b': forbidden }, {}, { tab: 'one', openChannel: hub.open })
  const two = setUp({ '/c': forbidden }, {}, { tab: 'two', openChannel: hub.open })
  await one.auth.fetch(`${API}/a`)
  one.timeline.connect()
  two.timeline.connect()
  await one.auth.fetch(`${API}/b`)
  await one.auth.fetch(`${API}/b`)
  await two.auth.fetch(`${API}/c`)
  const seen = ({ entries }: Timeline): string[] =>
    entries
      .get()
      .map(
        (entry) =>
          `${(entry as Refusal).verdict.url.slice(-1)}${(entry as Refusal).count}${entry.elsewhere ? ' elsewhere' : ''}`,
      )
      .toSorted()
  expect(seen(one.timeline)).toEqual(['a1', 'b2', 'c1 elsewhere'])
  expect(seen(two.timeline)).toEqual(['a1 elsewhere', 'b2 elsewhere', 'c1'])
  one.timeline.disconnect()
  await one.auth.fetch(`${API}/a`)
  expect(seen(two.timeline)).toEqual(['a1 elsewhere', 'b2 elsewhere', 'c1'])
})

it('what a tab that is gone had under way is lost', async () => {
  const hub = createHub()
  const one = setUp({ '/a': expired }, { renew: () => new Promise(() => {}) }, { tab: 'one', openChannel: hub.open })
  const two = setUp({}, {}, { tab: 'two', openChannel: hub.open })
  one.timeline.connect()
  two.timeline.connect()
  void one.auth.fetch(`${API}/a`)
  await expect.poll(() => spansOf(two.timeline)[0]?.waiters.length).toBe(1)
  one.timeline.disconnect()
  expect(spansOf(two.timeline)).toMatchObject([{ elsewhere: true, outcome: 'lost', end: time }])
})

it('without BroadcastChannel there are no other tabs', async () => {
  const { BroadcastChannel } = globalThis
  Reflect.deleteProperty(globalThis, 'BroadcastChannel')
  try {
    const { auth, timeline } = setUp({ '/a': forbidden })
    timeline.connect()
    await auth.fetch(`${API}/a`)
    timeline.disconnect()
    expect(refusalsOf(timeline)).toHaveLength(1)
  } finally {
    globalThis.BroadcastChannel = BroadcastChannel
  }
})

it('foreign messages neither throw nor come in', () => {
  const hub = createHub()
  const { timeline } = setUp({}, {}, { tab: 'one', openChannel: hub.open })
  timeline.connect()
  const whole = { id: 'x:1', at: 1, source: '', type: 'moment', what: 'signed-in' }
  const verdict = {
    kind: 'forbidden',
    reason: 'permission',
    remedy: 'request-access',
    certainty: 'guess',
    status: 403,
    url: 'https://a.example/',
    because: [],
  }
  const refusal = {
    id: 'x:2',
    at: 1,
    source: '',
    type: 'refusal',
    method: 'GET',
    verdict,
    schemes: [],
    advice: [],
    count: 1,
    lastAt: 1,
  }
  const bad: unknown[] = [
    undefined,
    null,
    1,
    'entries',
    [],
    {},
    { type: 'entries' },
    { type: 'entries', tab: 'x', entries: 'no' },
    { type: 'bye', tab: 'x' },
    { type: 'hello', tab: 7 },
    ...[
      undefined,
      null,
      3,
      {},
      { ...whole, id: 'y:1' },
      { ...whole, id: 'one:1' },
      { ...whole, at: 'now' },
      { ...whole, what: 'toString' },
      { ...whole, type: 'other' },
      { ...whole, at: Number.NaN },
      { ...whole, at: 1e300 },
      { ...whole, at: -1 },
      { ...whole, type: 'span', what: 'renewal' },
      { ...whole, type: 'span', what: 'no', waiters: [] },
      { ...refusal, verdict: { ...verdict, kind: 'constructor' } },
      { ...refusal, verdict: { ...verdict, reason: '__proto__' } },
      { ...refusal, verdict: { ...verdict, remedy: 'valueOf' } },
      { ...refusal, verdict: { ...verdict, because: 'none' } },
      { ...refusal, count: '1' },
      { ...refusal, advice: {} },
      { ...refusal, verdict: undefined },
    ].map((entry) => ({ type: 'entries', tab: 'x', entries: [entry] })),
  ]
  for (const message of bad) hub.say(message)
  expect(timeline.entries.get()).toEqual([])
  hub.say({ type: 'entries', tab: 'one', entries: [{ ...whole, id: 'one:1' }] })
  expect(timeline.entries.get()).toEqual([])
  hub.say({ type: 'entries', tab: 'x', entries: [whole, refusal] })
  expect(timeline.entries.get()).toHaveLength(2)
})

it('of a foreign entry only what is known is taken over, cut down and made fit to show', () => {
  const hub = createHub()
  const { timeline } = setUp({}, {}, { tab: 'one', openChannel: hub.open })
  timeline.connect()
  const secret = 'sk-live0123456789abcdef'
  const because = {
    rule: 'r',
    saw: `saw ${secret}`,
    where: 'body',
    kind: 'forbidden',
    certainty: 'guess',
    body: secret,
  }
  const verdict = {
    kind: 'third-party-key-invalid',
    reason: 'key-invalid',
    remedy: 'replace-key',
    certainty: 'certain',
    status: 403,
    url: `https://a.example/p?key=${secret}`,
    because: [because, 7],
    message: `no ${secret}`,
    integration: secret,
    manageUrl: 'javascript:alert(1)',
    loginUrl: `https://a.example/login?next=${secret}`,
    nonce: secret,
    challenges: [{ scheme: 'bearer', get: secret }],
    stepUp: { claims: secret, maxAge: 5 },
  }
  hub.say({
    type: 'entries',
    tab: 'x',
    entries: [
      {
        id: 'x:1',
        at: 5,
        source: secret,
        type: 'refusal',
        method: 'GET',
        verdict,
        schemes: ['bearer', secret],
        advice: [{ code: 'x', title: 't', text: 'x', spec: 's', more: secret }, 3],
        count: 1,
        lastAt: 6,
        body: secret,
      },
    ],
  })
  const [entry] = timeline.entries.get() as [Entry]
  expect(JSON.stringify(entry)).not.toContain('0123456789')
  expect(entry).toMatchObject({
    elsewhere: true,
    verdict: { url: 'https://a.example/p', loginUrl: 'https://a.example/login', stepUp: { maxAge: 5 }, challenges: [] },
    advice: [{ code: 'x' }],
  })
  expect(entry).not.toHaveProperty('verdict.manageUrl')
})

it('nothing that was sent or came back is told to other tabs but what a verdict says', async () => {
  const hub = createHub()
  const secrets = ['tok3n-aaaaaaaaaaaaaaaaaaaaaa', 'p4ssword!', 'k3y-bbbbbbbbbbbbbbbbbbbbbbbb', 'qu3ry-secret']
  const { auth, timeline } = setUp(
    {
      '/a': () =>
        Response.json(
          {
            error: 'invalid_token',
            error_description: `the token ${secrets[0]} died`,
            key: secrets[2],
            password: secrets[1],
          },
          {
            status: 401,
            headers: {
              'www-authenticate': `Bearer realm="app", error="invalid_token", nonce="${secrets[2]}"`,
              'set-cookie': `sid=${secrets[2]}`,
            },
          },
        ),
    },
    {},
    { openChannel: hub.open },
  )
  timeline.connect()
  await auth.fetch(`${API}/a?q=${secrets[3]}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secrets[0]}` },
    body: `password=${secrets[1]}`,
  })
  expect(hub.posted.length).toBeGreaterThan(2)
  for (const secret of secrets) expect(JSON.stringify([hub.posted, timeline.entries.get()])).not.toContain(secret)
})
