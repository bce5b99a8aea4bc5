import { expect, it, vi } from 'vitest'
import { type HandlerContext, createAuth, type RenewResult } from 'why401'
import { refusal, serve } from '../fetch/server.ts'
import { record, startBackend } from './backend.ts'
import { gate, until } from './gate.ts'

it('a request that is aborted while it waits rejects with its reason and leaves the others alone', async () => {
  const backend = await startBackend()
  const answer = gate<RenewResult>()
  const signIn = vi.fn(({ signal }: HandlerContext) => {
    signal.addEventListener('abort', () => answer.open('declined'))
    return answer.opened
  })
  const auth = createAuth({ origins: [backend.url], authorize: backend.authorize, signIn })
  const seen = record(auth)
  const controller = new AbortController()
  // The first one started the sign-in; even so it goes on without it.
  const aborted = auth.fetch(`${backend.url}/api/1`, { signal: controller.signal })
  await until(() => expect(signIn).toHaveBeenCalled())
  const other = auth.fetch(`${backend.url}/api/2`)
  await until(() => expect(seen.verdicts).toHaveLength(2))
  const reason = new Error('the page was left')
  controller.abort(reason)
  await expect(aborted).rejects.toBe(reason)
  expect(auth.state.get().status).toBe('signing-in')
  backend.refresh()
  answer.open('renewed')
  expect((await other).status).toBe(200)
  expect(signIn).toHaveBeenCalledOnce()
  expect(backend.paths().toSorted()).toEqual(['/api/1', '/api/2', '/api/2'])
})

it('the signal of a Request counts, and that of init before it', async () => {
  const server = await serve(() => refusal)
  const signIn = vi.fn(() => new Promise<RenewResult>(() => {}))
  const auth = createAuth({ origins: [server.url], signIn })
  const own = new AbortController()
  const given = new AbortController()
  const first = auth.fetch(new Request(server.url, { signal: own.signal }))
  const second = auth.fetch(new Request(server.url, { signal: own.signal }), { signal: given.signal })
  const third = auth.fetch(new Request(server.url, { signal: own.signal }), { signal: null })
  const seen = vi.fn()
  void third.then(seen, seen)
  const counts = record(auth)
  await until(() => expect(server.hits).toHaveLength(3))
  await until(() => expect(counts.verdicts).toHaveLength(3))
  own.abort('own')
  await expect(first).rejects.toBe('own')
  given.abort('given')
  await expect(second).rejects.toBe('given')
  expect(seen).not.toHaveBeenCalled()
  auth.signedOut()
  expect((await third).status).toBe(401)
})

it('an abort while the probe is asked does not wait for the probe', async () => {
  const server = await serve(() => ({ status: 403 }))
  const asked = gate()
  const auth = createAuth({
    origins: [server.url],
    probe: () => {
      asked.open()
      return new Promise(() => {})
    },
  })
  const controller = new AbortController()
  const waiting = auth.fetch(server.url, { signal: controller.signal })
  await asked.opened
  controller.abort('gone')
  await expect(waiting).rejects.toBe('gone')
})

it('an abort by a listener counts at once', async () => {
  const server = await serve(() => refusal)
  const controller = new AbortController()
  const auth = createAuth({ origins: [server.url], signIn: async () => 'declined' })
  auth.on('reauthenticate', () => controller.abort('left'))
  await expect(auth.fetch(server.url, { signal: controller.signal })).rejects.toBe('left')
})

it('a request that was aborted before it was sent asks nobody', async () => {
  const server = await serve(() => refusal)
  const signIn = vi.fn(async (): Promise<RenewResult> => 'renewed')
  const auth = createAuth({ origins: [server.url], signIn })
  await expect(auth.fetch(server.url, { signal: AbortSignal.abort('never mind') })).rejects.toBe('never mind')
  expect(signIn).not.toHaveBeenCalled()
})
