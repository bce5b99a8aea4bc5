import { runInNewContext } from 'node:vm'
import { anything, assert, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AuthError, createAuth, isAuthError, type Verdict, verdictOf } from 'why401'
import { type Answer, serve } from './server.ts'

const refused: Answer = {
  status: 403,
  headers: { 'www-authenticate': 'Bearer error="insufficient_scope", scope="reports:write"' },
  body: { error: 'insufficient_scope' },
}

async function ask(input: (url: string) => RequestInfo = (url) => url) {
  const server = await serve(() => refused)
  const auth = createAuth({ origins: [server.url] })
  const sent = input(server.url)
  const response = await auth.fetch(sent)
  return { response, sent, verdict: verdictOf(response), auth, server }
}

const { response, verdict } = await standIn()

/** A refused response without a server that ends with its test. */
async function standIn() {
  const auth = createAuth({
    origins: ['https://app.test'],
    fetch: async () =>
      new Response('{"error":"insufficient_scope"}', {
        status: 403,
        headers: {
          'content-type': 'application/json',
          'www-authenticate': 'Bearer error="insufficient_scope", scope="reports:write"',
        },
      }),
  })
  const answer = await auth.fetch('https://app.test/api/reports?token=hush')
  const judged = verdictOf(answer)
  if (judged === undefined) throw new Error('not refused')
  return { response: answer, verdict: judged }
}

describe('verdictOf', () => {
  it('given the response, its clone and a clone of that → the verdict; the bodies can be read', async () => {
    const { response: own, verdict: judged } = await ask()
    const copies = [own.clone(), own.clone().clone()]
    expect(judged?.reason).toBe('insufficient-scope')
    for (const copy of copies) {
      expect(verdictOf(copy)).toBe(judged)
      expect(await copy.json()).toEqual(refused.body)
    }
    expect(await own.json()).toEqual(refused.body)
    expect(() => own.clone()).toThrow(TypeError)
  })

  it('a response that is handed back looks like any other', async () => {
    const { response: own } = await ask()
    expect(Object.keys(own)).toEqual([])
    expect(own).toBeInstanceOf(Response)
    expect(new Response(own.body, own).status).toBe(403)
  })

  it('given the Request → the verdict, until it is sent again with another outcome', async () => {
    let isRefused = true
    const server = await serve(() => (isRefused ? refused : { body: {} }))
    const auth = createAuth({ origins: [server.url] })
    const request = new Request(server.url)
    const judged = verdictOf(await auth.fetch(request))
    expect(judged).toBeDefined()
    expect(verdictOf(request)).toBe(judged)
    expect(verdictOf({ request })).toBe(judged)
    isRefused = false
    await auth.fetch(request)
    expect(verdictOf(request)).toBeUndefined()
  })

  it('given a Request that was renewed for and then succeeded → nothing', async () => {
    const server = await serve(() => (server.hits.length > 1 ? { body: {} } : { status: 401, ...bearer }))
    const auth = createAuth({ origins: [server.url], renew: async () => 'renewed' })
    const request = new Request(server.url)
    expect((await auth.fetch(request)).status).toBe(200)
    expect(verdictOf(request)).toBeUndefined()
  })

  it.each<[string, (found: Response) => unknown]>([
    ['error.response', (found) => Object.assign(new Error('http'), { response: found })],
    ['cause of a cause', (found) => new Error('a', { cause: new Error('b', { cause: { response: found } }) })],
    ['RTK meta', (found) => ({ error: { status: 403 }, meta: { response: found } })],
    ['Apollo', (found) => ({ networkError: { response: found } })],
    ['copied member by member', ({ headers, status }) => ({ headers, status })],
    ['a getter of a class', (found) => new (class extends Error { get response() { return found } })()], // prettier-ignore
    ['AggregateError', (found) => new AggregateError([new Error('other'), { response: found }])],
    ['allSettled', (found) => [{ status: 'rejected', reason: { response: found } }]],
    ['a name of the client’s own', (found) => ({ lastHttpResponse: found })],
    ['an AuthError inside', () => new Error('x', { cause: new AuthError(verdict) })],
    ['level 4', (found) => ({ cause: { cause: { error: { response: found } } } })],
  ])('%s → found', (_name, hold) => {
    expect(verdictOf(hold(response))).toBe(verdict)
  })

  it('of two, the nearer counts', async () => {
    const { response: other, verdict: nearer } = await standIn()
    expect(verdictOf({ cause: { response }, response: other })).toBe(nearer)
  })

  it.each<[string, unknown]>([
    ['level 5', { cause: { cause: { cause: { error: { response } } } } }],
    ['undefined', undefined],
    ['null', null],
    ['text', 'AuthError'],
    ['a function', () => response],
    ['a promise', Promise.resolve(response)],
    ['a response that nobody judged', new Response('', { status: 401 })],
    ['an error', new Error('http')],
    ['a body that looks like an AuthError', { data: { name: 'AuthError', message: 'x', verdict } }],
    ['text that looks like one, with a reason of another kind', new Error('forbidden (token-expired): x answered 401')],
    ['text that goes on', new Error('forbidden (permission): x answered 403 and more')],
  ])('%s → undefined', (_name, value) => {
    expect(verdictOf(value)).toBeUndefined()
  })

  it('never throws and never loops for hostile objects', () => {
    const bomb = (): never => {
      throw new Error('trap')
    }
    const traps = new Proxy({}, { get: bomb, ownKeys: bomb, getPrototypeOf: bomb, has: bomb })
    const endless: object = new Proxy({}, { get: () => new Proxy({}, { get: () => endless }) })
    const fresh = (): object => new Proxy({}, { get: () => fresh(), ownKeys: () => ['response'] })
    const loop: Record<string, unknown> = {}
    loop.cause = loop
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    const wide = { errors: Array.from({ length: 1e6 }, () => ({ cause: {} })) }
    for (const value of [traps, endless, fresh(), loop, revoked.proxy, wide, { cause: traps, response }]) {
      expect(() => verdictOf(value)).not.toThrow()
    }
    expect(verdictOf({ cause: traps, error: revoked.proxy, response })).toBe(verdict)
  })

  it('never throws for anything', () => {
    assert(
      property(anything({ withNullPrototype: true, withObjectString: true }), (value) => {
        expect(verdictOf(value)).toBeUndefined()
        expect(isAuthError(value)).toBe(false)
      }),
    )
  })
})

describe('an AuthError that travels', () => {
  const error = new AuthError(verdict, { response })
  const gist = ({ kind, reason, remedy, status, url }: Verdict) => ({ kind, reason, remedy, status, url })

  it('through structuredClone: kind, reason, remedy, status and URL', () => {
    const clone: unknown = structuredClone(error)
    const found = verdictOf(clone)
    expect(found && gist(found)).toEqual(gist(verdict))
    expect(isAuthError(clone) && gist(clone.verdict)).toEqual(gist(verdict))
    expect(clone).toMatchObject({ name: 'AuthError', message: error.message })
  })

  it('through JSON: the whole verdict but what is secret', () => {
    const text = JSON.stringify(error)
    expect(text).not.toContain('hush')
    const copy: unknown = JSON.parse(text)
    expect(isAuthError(copy)).toBe(true)
    expect(verdictOf(copy)).toMatchObject({ ...gist(verdict), scope: 'reports:write' })
    expect(JSON.parse(JSON.stringify({ error }))).toEqual({ error: copy })
  })

  it('over a realm boundary, from a second copy of the package, and as a client’s own class', () => {
    const foreign: Error = runInNewContext('new Error("x")')
    expect(verdictOf(Object.assign(foreign, { name: 'AuthError', verdict }))).toBe(verdict)
    class AuthErrorOfAnotherCopy extends Error {
      override readonly name = 'AuthError'
      readonly verdict = verdict
    }
    expect(new AuthErrorOfAnotherCopy()).toBeInstanceOf(AuthError)
    expect(new Error('x')).not.toBeInstanceOf(AuthError)
    class Own extends AuthError {}
    expect(new Own(verdict)).toBeInstanceOf(Own)
    expect(error).not.toBeInstanceOf(Own)
  })

  it('as the text that a store keeps of it (RTK Query)', () => {
    expect(verdictOf({ status: 'FETCH_ERROR', error: String(error) })?.reason).toBe('insufficient-scope')
    expect(verdictOf({ name: error.name, message: error.message, stack: error.stack })?.kind).toBe('forbidden')
  })
})

const bearer: Answer = { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }
