import { expect, it, vi } from 'vitest'
import { createAuth, type Verdict } from 'why401'
import { keyRefused, refusal, serve, staleNonce, stepUp } from './server.ts'

/** Uploads `body`, which is refused until the user stored a new key. */
async function refuse(body: NonNullable<RequestInit['body']>) {
  let isFixed = false
  const server = await serve(({ body: sent }) => (isFixed ? { body: String(sent.length) } : keyRefused('mail')))
  const auth = createAuth({ origins: [server.url] })
  const verdicts: Verdict[] = []
  auth.on('third-party-key-invalid', ({ verdict }) => verdicts.push(verdict))
  const response = await auth.fetch(server.url, { method: 'POST', body })
  isFixed = true
  return { auth, server, verdict: verdicts[0]!, response }
}

it('given a small body → the verdict alone is enough to send it again', async () => {
  const { auth, verdict } = await refuse('small')
  expect(await (await auth.retry(verdict)).text()).toBe('5')
})

it('given a large body → it is sent again for as long as the response is held', async () => {
  const { auth, verdict, response } = await refuse(new Blob(['x'.repeat(100_000)]))
  expect(await (await auth.retry(verdict)).text()).toBe('100000')
  expect(response.status).toBe(403)
})

it('given a large body whose response is gone → a TypeError that says so', async () => {
  const { auth, verdict } = await refuse('x'.repeat(100_000))
  const weak = vi.spyOn(WeakRef.prototype, 'deref').mockReturnValue(undefined)
  try {
    await expect(auth.retry(verdict)).rejects.toThrow(/cannot be sent again: its body is large/)
  } finally {
    weak.mockRestore()
  }
})

it('given a request that succeeded when it was sent again → its verdict does not do it twice', async () => {
  const server = await serve(() => (server.hits.length === 1 ? { status: 401 } : {}))
  const auth = createAuth({ origins: [server.url], renew: async () => 'renewed' })
  const verdicts: Verdict[] = []
  auth.on('verdict', ({ verdict }) => verdicts.push(verdict))
  expect((await auth.fetch(server.url, { method: 'POST', body: 'pay' })).status).toBe(200)
  await expect(auth.retry(verdicts[0]!)).rejects.toThrow(/sent again already, and succeeded/)
  expect(server.hits).toHaveLength(2)
})

it('given two refusals before the success → no verdict of the call does it twice', async () => {
  const server = await serve(() => [staleNonce, stepUp][server.hits.length - 1] ?? {})
  const renew = async () => 'renewed' as const
  const auth = createAuth({ origins: [server.url], renew, signIn: renew })
  const verdicts: Verdict[] = []
  auth.on('verdict', ({ verdict }) => verdicts.push(verdict))
  expect((await auth.fetch(server.url, { method: 'POST', body: 'pay' })).status).toBe(200)
  expect(verdicts).toHaveLength(2)
  for (const verdict of verdicts) await expect(auth.retry(verdict)).rejects.toThrow(/sent again already, and succeeded/)
  expect(server.hits).toHaveLength(3)
})

it('given a refusal inside a success when it was sent again → it can be sent again', async () => {
  const server = await serve(
    () => [refusal, { body: { authenticated: false } }][server.hits.length - 1] ?? { body: { authenticated: true } },
  )
  const auth = createAuth({
    origins: [server.url],
    routes: [{ path: '/*', inspect: true }],
    renew: async () => 'renewed',
  })
  const verdicts: Verdict[] = []
  auth.on('verdict', ({ verdict }) => verdicts.push(verdict))
  await auth.fetch(server.url)
  expect(verdicts).toHaveLength(2)
  expect(await (await auth.retry(verdicts[0]!)).json()).toEqual({ authenticated: true })
})

it.each<[string | undefined, string | undefined, boolean]>([
  ['A', 'A', true],
  ['A', 'B', false],
  ['A', undefined, true],
  [undefined, 'B', true],
])('given a request of user %s, and user %s by now → sent again: %s', async (before, now, isSent) => {
  let user = before
  const server = await serve(() => keyRefused('mail'))
  const auth = createAuth({ origins: [server.url], user: () => user })
  const verdicts: Verdict[] = []
  auth.on('verdict', ({ verdict }) => verdicts.push(verdict))
  await auth.fetch(server.url, { method: 'POST', body: 'of the first user' })
  auth.signedOut()
  user = now
  const again = auth.retry(verdicts[0]!)
  if (isSent) await again
  else await expect(again).rejects.toThrow(/made as another user/)
  expect(server.hits).toHaveLength(isSent ? 2 : 1)
})
