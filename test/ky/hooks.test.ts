import ky, { isHTTPError } from 'ky'
import { expect, it, vi } from 'vitest'
import { createAuth } from 'why401'
import { withAuth } from 'why401/ky'
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
    // The replay is one request to ky: no hook sees the first refusal, and what prepares a request prepares the replay too.
    'renew',
    'beforeRequest before',
    'beforeRequest after',
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

it('given a beforeRequest hook that puts a token on, when refused and renewed → the hook puts the new one on the replay', async () => {
  let token = 'old'
  const server = await serve(({ headers }) => (headers.authorization === 'Bearer new' ? {} : refusal))
  const hook = vi.fn(({ request }: { request: Request }) => request.headers.set('authorization', `Bearer ${token}`))
  const renew = async () => {
    token = 'new'
    return 'renewed' as const
  }
  const base = ky.create({ prefix: server.url, hooks: { beforeRequest: [hook] } })
  const api = withAuth(base, createAuth({ origins: [server.url], renew }))
  expect((await api.post('api', { json: { a: 1 } })).status).toBe(200)
  expect(hook).toHaveBeenCalledTimes(2)
  expect(server.hits.map(({ headers, body }) => [headers.authorization, String(body)])).toEqual([
    ['Bearer old', '{"a":1}'],
    ['Bearer new', '{"a":1}'],
  ])
})

it('given a hook that returns a Request of its own, when it runs again → only its headers count', async () => {
  let number = 0
  const server = await serve(() => (server.hits.length === 1 ? refusal : {}))
  const base = ky.create({
    prefix: server.url,
    hooks: {
      beforeRequest: [
        ({ request }) => {
          number += 1
          return new Request(`${request.url}/v2`, {
            method: 'POST',
            headers: { 'x-number': String(number) },
            body: `body ${number}`,
          })
        },
      ],
    },
  })
  const api = withAuth(base, createAuth({ origins: [server.url], renew: async () => 'renewed' }))
  await api.post('api', { body: 'given' })
  expect(server.hits.map(({ path, headers, body }) => [path, headers['x-number'], String(body)])).toEqual([
    ['/api/v2', '1', 'body 1'],
    ['/api/v2', '2', 'body 1'],
  ])
})

it('given a hook that never settles, when the caller aborts the replay → the call rejects with the reason', async () => {
  const server = await serve(() => refusal)
  const controller = new AbortController()
  let isAgain = false
  const hook = async (): Promise<void> => {
    if (!isAgain) {
      isAgain = true
      return
    }
    setTimeout(() => controller.abort(new Error('left')))
    await new Promise(() => {})
  }
  const base = ky.create({ prefix: server.url, hooks: { beforeRequest: [hook] } })
  const api = withAuth(base, createAuth({ origins: [server.url], renew: async () => 'renewed' }))
  await expect(api.get('api', { signal: controller.signal })).rejects.toThrow('left')
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
