import { describe, expect, it, vi } from 'vitest'
import { refusal, serve } from './server.ts'

describe('without a window', () => {
  it('an import has no effect', async () => {
    vi.resetModules()
    // zod keeps its configuration in two globals of its own.
    const names = (): string[] =>
      Object.getOwnPropertyNames(globalThis)
        .filter((name) => !name.startsWith('__zod_'))
        .toSorted()
    const before = names()
    const fetched = vi.spyOn(globalThis, 'fetch')
    const modules = await Promise.all([
      import('why401'),
      import('why401/fetch'),
      import('why401/session'),
      import('why401/ky'),
      import('why401/conventions'),
    ])
    expect(modules).toHaveLength(5)
    expect(names()).toEqual(before)
    expect(fetched).not.toHaveBeenCalled()
    fetched.mockRestore()
  })

  it('a session renews and replays as in a page', async () => {
    for (const name of ['window', 'document', 'location', 'reportError']) expect(globalThis).not.toHaveProperty(name)
    const { createAuth } = await import('why401')
    const server = await serve(() => (server.hits.length === 1 ? refusal : {}))
    const auth = createAuth({ origins: [server.url], renew: async () => 'renewed' })
    expect((await auth.fetch(server.url)).status).toBe(200)
  })
})
