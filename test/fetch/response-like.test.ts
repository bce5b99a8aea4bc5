import { describe, expect, it, vi } from 'vitest'
import { createAuth, verdictOf } from 'why401'

const url = 'https://app.example/reports'

/** A carrier of the app that answers with an object of its own, as a test double or a polyfill does. */
const answering = (...answers: readonly object[]) => {
  const left = [...answers]
  return vi.fn(async () => (left.length > 1 ? left.shift() : left[0]) as Response)
}

/** What can be read of a refusal, without `url`, `type` and `redirected`. */
const readable = (challenge: string): object => {
  const headers = new Headers({ 'www-authenticate': challenge })
  return { status: 401, ok: false, headers, clone: () => readable(challenge) }
}

describe('given a carrier whose answer is no Response', () => {
  it.each<[what: string, answer: object]>([
    ['a status alone', { status: 401 }],
    ['a status and headers that cannot be walked through', { status: 403, headers: { get: () => null } }],
    ['headers without a clone', { status: 401, headers: new Headers() }],
    ['an empty URL', { status: 401, url: '' }],
    ['a URL of another origin', { ...readable('Bearer'), url: 'https://other.example/' }],
    ['a redirect without headers', { status: 200, redirected: true }],
  ])('with %s, then it is handed back as it is, without a verdict', async (_what, answer) => {
    const renew = vi.fn(async () => true)
    const auth = createAuth({ origins: ['https://app.example'], renew, fetch: answering(answer) })
    const response = await auth.fetch(url)
    expect(response).toBe(answer)
    expect(verdictOf(response)).toBeUndefined()
    expect(renew).not.toHaveBeenCalled()
  })

  it('on a route that is inspected, then a success without headers is handed back', async () => {
    const answer = { status: 200, ok: true }
    const auth = createAuth({
      origins: ['https://app.example'],
      routes: [{ path: '/reports', inspect: true }],
      fetch: answering(answer),
    })
    expect(await auth.fetch(url)).toBe(answer)
  })

  it('with everything but its URL, then it is judged, renewed and sent again', async () => {
    const done = { status: 200, ok: true }
    const renew = vi.fn(async () => true)
    const fetch = answering(readable('Bearer error="invalid_token"'), done)
    const auth = createAuth({ origins: ['https://app.example'], renew, fetch })
    expect(await auth.fetch(url)).toBe(done)
    expect(renew).toHaveBeenCalledOnce()
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(auth.state.get()).toEqual({ status: 'signed-in', generation: 1 })
  })

  it('with everything but its URL and no renewal, then it has a verdict of the address that was asked', async () => {
    const auth = createAuth({
      origins: ['https://app.example'],
      fetch: answering(readable('Bearer error="invalid_token"')),
    })
    const verdict = verdictOf(await auth.fetch(url))
    expect(verdict).toMatchObject({ kind: 'reauthenticate', reason: 'token-invalid', url })
  })
})
