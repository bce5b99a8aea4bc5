import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type * as Why401 from 'why401'

let warned: string[]
beforeEach(() => {
  vi.resetModules()
  warned = []
  vi.spyOn(console, 'warn').mockImplementation((text: string) => void warned.push(text))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

/** Modules of its own for each test: a warning comes once for a page. */
async function open(
  options: Why401.AuthOptions,
  answer: () => Promise<Response> = async () => new Response(null, { status: 401 }),
): Promise<Why401.Auth> {
  const { createAuth }: typeof Why401 = await import('why401')
  return createAuth({ tabs: false, fetch: answer, ...options })
}
const foreign = 'https://api.example/orders?token=s3cret'
const origins = ['https://app.example']

it('given refusals of an origin that is not listed, then a developer is told once, without the query', async () => {
  const auth = await open({ origins })
  for (let nth = 0; nth < 3; nth += 1) await auth.fetch(foreign)
  await vi.waitFor(() => expect(warned).not.toEqual([]))
  expect(warned).toEqual([expect.stringMatching(/https:\/\/api\.example answered 401.*#origin-not-listed/)])
  expect(warned.join()).not.toMatch(/s3cret|orders/)
})

it.each([200, 403, 404, 500])('given an answer %i of such an origin, then nothing is said', async (status) => {
  const auth = await open({ origins }, async () => new Response(null, { status }))
  expect((await auth.fetch(foreign)).status).toBe(status)
  await auth.ready
  expect(warned).toEqual([])
})

it.each([
  ['an absolute URL', foreign],
  ['a relative URL', '/orders'],
])('given no page and no `origins`, then a request to %s tells a developer once', async (_name, url) => {
  const auth = await open({})
  for (let nth = 0; nth < 3; nth += 1) await auth.fetch(url)
  await vi.waitFor(() => expect(warned).not.toEqual([]))
  expect(warned).toEqual([expect.stringContaining('#no-origin')])
})

it('given an empty list, then that is what the app wants', async () => {
  const auth = await open({ origins: [] }, async () => new Response(null))
  await auth.fetch(foreign)
  await auth.ready
  expect(warned).toEqual([])
})

it('given a production build, then nothing is said', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  for (const options of [{}, { origins }]) {
    const auth = await open(options)
    await auth.fetch(foreign)
    await auth.ready
  }
  expect(warned).toEqual([])
})

it('given no answer, then the rejection is the caller’s, as it was', async () => {
  const failure = new TypeError('Failed to fetch')
  const auth = await open({ origins }, () => Promise.reject(failure))
  await expect(auth.fetch(foreign)).rejects.toBe(failure)
  await auth.ready
  expect(warned).toEqual([])
})
