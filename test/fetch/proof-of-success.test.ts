import { describe, expect, it } from 'vitest'
import { createAuth, loginRedirect } from 'why401'
import { record } from '../session/backend.ts'
import { fakeStorage } from '../session/world.ts'
import { keyRefused, refusal, serve } from './server.ts'

const routes = [{ path: '/key/:integration' }]

it('given a broken integration, and a token that runs out, then the refusal of the token is no fix', async () => {
  let token = 'live'
  const server = await serve(({ headers }) =>
    headers.authorization === 'Bearer live' ? keyRefused('mail') : { status: 401 },
  )
  const auth = createAuth({
    origins: [server.url],
    routes,
    token: () => token,
    renew: async () => {
      token = 'live'
    },
  })
  const seen = record(auth)
  await auth.fetch(`${server.url}/key/mail`)
  token = 'dead'
  await auth.fetch(`${server.url}/key/mail`)
  expect(server.hits).toHaveLength(3)
  expect(seen.types()).toEqual(['third-party-key-invalid'])
})

it('given a probe of the very URL that is refused, then its refusal does not end the count of round trips', async () => {
  const server = await serve(() => ({ status: 401 }))
  const went: string[] = []
  const navigation = {
    href: () => `${server.url}/page`,
    assign: (url: string) => went.push(url),
    storage: fakeStorage(),
  }
  for (let load = 0; load < 4; load += 1) {
    const auth = createAuth({
      origins: [server.url],
      probe: `${server.url}/session`,
      signIn: loginRedirect({ to: `${server.url}/login`, navigation }),
      maxWait: 300,
    })
    await auth.fetch(`${server.url}/session`)
    auth.dispose()
  }
  expect(went).toHaveLength(2)
})

describe('given a broken integration', () => {
  const opaque = { type: { value: 'opaque' }, status: { value: 0 }, ok: { value: false } }

  it.each<[string, boolean, () => Response]>([
    ['a success', true, () => new Response()],
    ['304', true, () => new Response(null, { status: 304 })],
    ['a redirect that was not followed', false, () => new Response(null, { status: 302 })],
    ['an opaque answer', false, () => Object.defineProperties(new Response(), opaque)],
    ['an answer that is an error', false, () => Response.error()],
  ])('then %s is a fix: %s', async (_name, isFix, answer) => {
    const broken = keyRefused('mail')
    const answers = [new Response(JSON.stringify(broken.body), broken), answer()]
    const auth = createAuth({
      origins: ['https://app.example'],
      routes,
      fetch: async () => answers.shift() ?? new Response(),
    })
    const seen = record(auth)
    for (let nth = 0; nth < 2; nth += 1) await auth.fetch('https://app.example/key/mail', { redirect: 'manual' })
    expect(seen.types()).toEqual(['third-party-key-invalid', ...(isFix ? ['integration-fixed'] : [])])
  })
})

describe('given a carrier of the app that changes what it is given, then a replay carries the fresh credential', () => {
  it.each<[string, RequestInit['headers'], (init: RequestInit, value: string) => void]>([
    ['its options', undefined, (init, authorization) => (init.headers = { authorization })],
    ['an object', { accept: 'a/b' }, ({ headers }, value) => void Reflect.set(headers ?? {}, 'authorization', value)],
    ['Headers', new Headers(), ({ headers }, value) => (headers as Headers).set('authorization', value)],
    ['a list', [['accept', 'a/b']], ({ headers }, value) => (headers as string[][]).push(['authorization', value])],
  ])('%s', async (_name, headers, put) => {
    let token = 'old'
    const server = await serve((hit) => (hit.headers.authorization === 'Bearer new' ? {} : refusal))
    const auth = createAuth({
      origins: [server.url],
      renew: async () => {
        token = 'new'
      },
      fetch: (input, init = {}) => {
        put(init, `Bearer ${token}`)
        return fetch(input, init)
      },
    })
    const init = { method: 'POST', body: 'x', ...(headers && { headers }) }
    expect((await auth.fetch(server.url, init)).status).toBe(200)
  })
})
