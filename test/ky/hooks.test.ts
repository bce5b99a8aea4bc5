import ky, { isHTTPError } from 'ky'
import { expect, it, vi } from 'vitest'
import { createAuth } from 'why401'
import { isAuthError, withAuth } from 'why401/ky'
import { refusal, serve } from '../fetch/server.ts'

it('the user’s hooks run in the order that ky promises: those from before withAuth first', async () => {
  const server = await serve(() => (server.hits.length < 3 ? refusal : { body: { ok: true } }))
  const log: string[] = []
  const hooks = (name: string) => ({
    init: [() => void log.push(`init ${name}`)],
    beforeRequest: [() => void log.push(`beforeRequest ${name}`)],
    afterResponse: [
      ({ response }: { response: Response }) => void log.push(`afterResponse ${name} ${response.status}`),
    ],
    beforeError: [
      ({ error }: { error: Error }) => {
        log.push(`beforeError ${name} ${error.name}`)
        return error
      },
    ],
  })
  const auth = createAuth({
    origins: [server.url],
    renew: async () => {
      log.push('renew')
      return 'renewed'
    },
  })
  const api = withAuth(ky.create({ prefix: server.url, hooks: hooks('before') }), auth).extend({
    hooks: hooks('after'),
  })
  await expect(api.get('api')).rejects.toThrow()
  expect(log).toEqual([
    'init before',
    'init after',
    'beforeRequest before',
    'beforeRequest after',
    // The replay is one request to ky: no hook sees the first refusal.
    'renew',
    'afterResponse before 401',
    'afterResponse after 401',
    // What comes after withAuth sees the AuthError, what came before ky's own.
    'beforeError before HTTPError',
    'beforeError after AuthError',
  ])
  log.length = 0
  await api.get('api')
  expect(log.filter((line) => line.startsWith('afterResponse'))).toEqual([
    'afterResponse before 200',
    'afterResponse after 200',
  ])
})

it('a beforeRequest hook that puts a token on is asked once; what must be fresh for the replay belongs into authorize', async () => {
  let token = 'old'
  const server = await serve(({ headers }) => (headers.authorization === 'Bearer new' ? {} : refusal))
  const hook = vi.fn(({ request }: { request: Request }) => request.headers.set('authorization', `Bearer ${token}`))
  const renew = async () => {
    token = 'new'
    return 'renewed' as const
  }
  const base = ky.create({ prefix: server.url, hooks: { beforeRequest: [hook] } })
  const stale = withAuth(base, createAuth({ origins: [server.url], renew }))
  expect(isAuthError(await stale.get('api').catch((error: unknown) => error))).toBe(true)
  expect(hook).toHaveBeenCalledOnce()
  token = 'old'
  const fresh = withAuth(
    base,
    createAuth({
      origins: [server.url],
      renew,
      authorize: (request) => request.headers.set('authorization', `Bearer ${token}`),
    }),
  )
  expect((await fresh.get('api')).status).toBe(200)
})

it('a beforeRequest hook that answers by itself is no matter of ours', async () => {
  const server = await serve(() => ({}))
  const auth = createAuth({ origins: [server.url] })
  const seen = vi.fn()
  auth.on('verdict', seen)
  const api = withAuth(
    ky.create({ prefix: server.url, hooks: { beforeRequest: [() => new Response(null, { status: 401 })] } }),
    auth,
  )
  const error: unknown = await api.get('api').catch((reason: unknown) => reason)
  expect(isHTTPError(error)).toBe(true)
  expect(seen).not.toHaveBeenCalled()
  expect(server.hits).toHaveLength(0)
})
