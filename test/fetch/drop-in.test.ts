import { createServer } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type AuthOptions, createAuth } from 'why401'
import { dropInCases } from './drop-in-cases.ts'
import { answerDropIn } from './drop-in-server.ts'
import { listen, urlOf } from './server.ts'

afterEach(() => void vi.restoreAllMocks())

const variants: [string, Partial<AuthOptions>][] = [
  ['nothing', {}],
  ['authorize', { authorize: () => {} }],
  ['token', { token: async () => undefined }],
  ['routes', { routes: [{ path: '/drop-in/*', role: 'resource' }] }],
]

describe.each(variants)('auth.fetch with %s does as fetch does', (_name, options) => {
  it.each(dropInCases)('%s', async (_case, run) => {
    const server = createServer((request, response) => void answerDropIn(request, response))
    await listen(server)
    const origin = urlOf(server)
    const auth = createAuth({ origins: [origin, 'http://127.0.0.1:1'], tabs: false, ...options })
    expect(await run(auth.fetch, origin)).toEqual(await run(globalThis.fetch, origin))
  })
})

describe('in the place of the global fetch', () => {
  const url = 'https://app.example/api'

  it.each(variants)('given %s → requests go out once, through the fetch of before', async (_name, options) => {
    const before = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response())
    const auth = createAuth({ origins: [new URL(url).origin], ...options })
    globalThis.fetch = auth.fetch
    try {
      await fetch(url)
      await fetch('https://elsewhere.example')
      expect(before).toHaveBeenCalledTimes(2)
    } finally {
      globalThis.fetch = before
    }
  })

  it('given a wrapper around ours → it calls ours, and ours the fetch of before', async () => {
    const before = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response())
    const { fetch: ours } = createAuth({ origins: [new URL(url).origin], authorize: () => {} })
    let calls = 0
    globalThis.fetch = (input, init) => {
      calls += 1
      return ours(input, init)
    }
    try {
      await fetch(url)
      expect(calls).toBeLessThanOrEqual(2)
      expect(before).toHaveBeenCalledOnce()
    } finally {
      globalThis.fetch = before
    }
  })

  it('given a wrapper around ours that waits first, and the fetch of before as an option → requests go out once', async () => {
    const before = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response())
    const { fetch: ours } = createAuth({ origins: [new URL(url).origin], fetch: globalThis.fetch })
    globalThis.fetch = async (input, init) => {
      await Promise.resolve()
      return ours(input, init)
    }
    try {
      await fetch(url)
      expect(before).toHaveBeenCalledOnce()
    } finally {
      globalThis.fetch = before
    }
  })

  it('given two auths, each for its own origin → both put their credential on', async () => {
    const requests: Request[] = []
    const before = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      requests.push(new Request(input, init))
      return new Response()
    })
    try {
      globalThis.fetch = createAuth({ origins: [new URL(url).origin], token: () => 'one' }).fetch
      globalThis.fetch = createAuth({ origins: ['https://other.example'], token: () => 'two' }).fetch
      await fetch(url)
      await fetch('https://other.example')
      expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer one', 'Bearer two'])
    } finally {
      globalThis.fetch = before
    }
  })

  it('given what replaces fetch later → that carries', async () => {
    const auth = createAuth({ origins: [new URL(url).origin] })
    const later = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('later'))
    expect(await (await auth.fetch(url)).text()).toBe('later')
    expect(later).toHaveBeenCalledOnce()
  })
})
