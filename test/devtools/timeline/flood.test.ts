import { afterEach, expect, it } from 'vitest'
import type { Auth, AuthOptions, RenewResult } from 'why401'
import { MAX_WAITERS, type Refusal, type Span } from '../../../src/devtools/timeline/entry.ts'
import { createTimeline, MAX_ENTRIES, type Timeline } from '../../../src/devtools/timeline/timeline.ts'
import { type Answers, API, authOver, createHub, expired, gate } from '../scripted.ts'

const auths: Auth[] = []
afterEach(() => {
  for (const auth of auths.splice(0)) auth.dispose()
})

const forbidden = (): Response => new Response(null, { status: 403 })
const pathsOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `/${index}`)

function record(
  answers: Answers,
  options: AuthOptions = {},
): { readonly auth: Auth; readonly timeline: Timeline; readonly posted: readonly unknown[] } {
  const auth = authOver(answers, options)
  auths.push(auth)
  const hub = createHub()
  const timeline = createTimeline({ openChannel: hub.open, tab: 'own' })
  timeline.connect()
  timeline.record(auth, '')
  return { auth, timeline, posted: hub.posted }
}

it('of 5,000 different refusals the newest are kept', async () => {
  const paths = pathsOf(5000)
  const { auth, timeline } = record(Object.fromEntries(paths.map((path) => [path, forbidden])))
  for (const path of paths) await auth.fetch(`${API}${path}`)
  const entries = timeline.entries.get() as readonly Refusal[]
  expect(entries).toHaveLength(MAX_ENTRIES)
  expect(new Set(entries.map(({ verdict }) => verdict.url)).size).toBe(MAX_ENTRIES)
  expect(entries.some(({ verdict }) => verdict.url === `${API}/4999`)).toBe(true)
})

it('what is refused again and again between many others stays one entry', async () => {
  const paths = pathsOf(400)
  const { auth, timeline } = record(Object.fromEntries([...paths, '/hot'].map((path) => [path, forbidden])))
  for (const path of paths) {
    await auth.fetch(`${API}/hot`)
    await auth.fetch(`${API}${path}`)
  }
  const hot = (timeline.entries.get() as readonly Refusal[]).filter(({ verdict }) => verdict.url === `${API}/hot`)
  expect(hot.map(({ count }) => count)).toEqual([400])
})

it('of 1,000 requests that wait the first are kept, all are counted, and few messages tell of the rest', async () => {
  const renewed = gate<RenewResult>()
  let dead = true
  const answer = (): Response => (dead ? expired() : new Response('ok'))
  const paths = pathsOf(1000)
  const { auth, timeline, posted } = record(Object.fromEntries(paths.map((path) => [path, answer])), {
    renew: () => renewed.promise,
  })
  const waiting = Promise.all(paths.map((path) => auth.fetch(`${API}${path}`)))
  const span = (): Span | undefined => timeline.entries.get().find((entry) => entry.type === 'span')
  await expect.poll(() => span()?.count).toBe(1000)
  expect(span()?.waiters).toHaveLength(MAX_WAITERS)
  const spansPosted = posted.filter((message) => JSON.stringify(message).includes('"type":"span"'))
  expect(spansPosted.length).toBeLessThan(MAX_WAITERS + 15)
  dead = false
  renewed.open('renewed')
  await waiting
  expect(span()).toMatchObject({ outcome: 'renewed', count: 1000 })
})
