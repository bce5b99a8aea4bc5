import { createServer } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createAuth, verdictOf } from 'why401'
import { record } from '../session/backend.ts'
import { listen, serve, urlOf } from './server.ts'

afterEach(() => vi.restoreAllMocks())

/** What a look into a body would use. */
function watch() {
  return [
    vi.spyOn(Response.prototype, 'clone'),
    vi.spyOn(Response.prototype, 'body', 'get'),
    ...(['text', 'json', 'arrayBuffer', 'blob', 'formData'] as const).map((name) => vi.spyOn(Response.prototype, name)),
  ]
}

describe('a success costs nothing', () => {
  it.each([200, 201, 204, 206, 304])(
    'status %i is returned as it came: no clone, no read, no verdict, no event',
    async (status) => {
      const server = await serve(() => ({ status, headers: { 'content-type': 'text/html' } }))
      const carried: Response[] = []
      const auth = createAuth({
        origins: [server.url],
        fetch: async (input, init) => {
          const response = await fetch(input, init)
          carried.push(response)
          return response
        },
      })
      const seen = record(auth)
      const spies = watch()
      const response = await auth.fetch(server.url)
      expect(response).toBe(carried[0])
      for (const spy of spies) expect(spy).not.toHaveBeenCalled()
      expect(response.bodyUsed).toBe(false)
      expect(verdictOf(response)).toBeUndefined()
      expect([...seen.events, ...seen.verdicts]).toEqual([])
    },
  )

  it('a redirect that does not end at HTML is a success like any other', async () => {
    const server = await serve(({ path }) =>
      path === '/old' ? { status: 301, headers: { location: '/new' } } : { body: { ok: true } },
    )
    const auth = createAuth({ origins: [server.url] })
    const spies = watch()
    const response = await auth.fetch(`${server.url}/old`)
    for (const spy of spies) expect(spy).not.toHaveBeenCalled()
    expect(response.redirected).toBe(true)
    expect(verdictOf(response)).toBeUndefined()
  })

  it('what is not replayed is not copied: string, Blob and no body go to the carrier as they are', async () => {
    const carried: unknown[] = []
    const auth = createAuth({
      origins: ['https://app.example'],
      fetch: async (input, init) => {
        carried.push(input, init?.body)
        return new Response()
      },
    })
    const url = 'https://app.example/'
    const blob = new Blob(['b'])
    await auth.fetch(url)
    await auth.fetch(url, { method: 'POST', body: 'text' })
    await auth.fetch(url, { method: 'POST', body: blob })
    expect(carried).toEqual([url, undefined, url, 'text', url, blob])
    expect(carried[5]).toBe(blob)
  })
})

describe('a body without an end', () => {
  it('of a success arrives as it comes', async () => {
    const server = createServer((_, response) => void response.writeHead(200).write('first'))
    await listen(server)
    const auth = createAuth({ origins: [urlOf(server)] })
    const response = await auth.fetch(urlOf(server))
    const reader = response.body!.getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('first')
    await reader.cancel()
  })

  it('of a refusal is looked at for a while, and the caller’s copy is whole', { timeout: 10_000 }, async () => {
    let end = (): void => {}
    const server = createServer((_, response) => {
      response.writeHead(403, { 'content-type': 'text/plain' }).write('first ')
      end = () => response.end('last')
    })
    await listen(server)
    const auth = createAuth({ origins: [urlOf(server)] })
    const response = await auth.fetch(urlOf(server))
    expect(verdictOf(response)?.kind).toBe('forbidden')
    end()
    expect(await response.text()).toBe('first last')
  })
})
