import type { RequestEvent } from '@sveltejs/kit'
import { describe, expect, it } from 'vitest'
import { verdictOf } from 'why401'
import { startBackend } from '../backend/backend.ts'
import { createHandleFetch } from './sveltekit.ts'

/** What SvelteKit calls for each `fetch` of a `load` function; SvelteKit itself is not started. */
async function start(token: string) {
  const backend = await startBackend()
  const handleFetch = createHandleFetch(backend.url)
  const open = (first: string) => {
    const jar = new Map([
      ['token', first],
      ['refresh', 'r'],
    ])
    const cookies = { get: (name: string) => jar.get(name), set: (name: string, value: string) => jar.set(name, value) }
    const event = { cookies } as unknown as RequestEvent
    const load = async (path: string, method = 'GET'): Promise<Response> =>
      handleFetch({ event, fetch, request: new Request(`${backend.url}${path}`, { method }) })
    return { load, token: () => jar.get('token') }
  }
  return { backend, open, ...open(token === 'valid' ? backend.issue() : token) }
}

describe('handleFetch of SvelteKit', () => {
  it('given a valid token → it is sent', async () => {
    const { load, backend } = await start('valid')
    expect((await load('/api/reports')).status).toBe(200)
    expect(backend.count('POST /token/refresh')).toBe(0)
  })

  it('given an expired token and three load functions → one renewal, and the new token in a cookie', async () => {
    const { load, backend, token } = await start('expired')
    const responses = await Promise.all([1, 2, 3].map((page) => load(`/api/reports?page=${page}`)))
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200])
    expect([backend.count('POST /token/refresh'), backend.isValid(token())]).toEqual([1, true])
  })

  it('given a refused renewal → the refusal, with its verdict', async () => {
    const { load, backend } = await start('expired')
    backend.setRefresh('is refused')
    expect(verdictOf(await load('/api/reports'))).toMatchObject({ kind: 'reauthenticate', status: 401 })
  })

  it('given a missing scope → forbidden', async () => {
    const { load } = await start('valid')
    expect(verdictOf(await load('/api/reports', 'DELETE'))).toMatchObject({ kind: 'forbidden' })
  })

  it('given two requests of two users → two auths', async () => {
    const { load, open, token, backend } = await start('expired 1')
    const other = open('expired 2')
    await Promise.all([load('/api/reports'), other.load('/api/reports')])
    expect(token()).not.toBe(other.token())
    expect(backend.count('POST /token/refresh')).toBe(2)
  })
})
