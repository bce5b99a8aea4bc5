import { describe, expect, it } from 'vitest'
import { createAuth, type RenewResult } from 'why401'
import { gate, until } from '../session/gate.ts'
import { refusal, serve } from './server.ts'

/** A backend that refuses until the user signs in, and an app whose poll goes on meanwhile. */
async function start() {
  let isSignedIn = false
  const answer = gate<RenewResult>()
  const server = await serve(({ path }) => (isSignedIn ? { body: { path } } : refusal))
  const auth = createAuth({ origins: [server.url], signIn: () => answer.opened })
  return {
    server,
    auth,
    signIn: () => {
      isSignedIn = true
      answer.open('renewed')
    },
  }
}

describe('equal requests that waited together', () => {
  it('given a poll behind a dialog, then it is sent once again, and each caller has a body of its own', async () => {
    const { server, auth, signIn } = await start()
    const polls = Array.from({ length: 20 }, () => auth.fetch(`${server.url}/poll`))
    await until(() => expect(server.hits).toHaveLength(20))
    await until(() => expect(auth.state.get().status).toBe('signing-in'))
    signIn()
    const answers = await Promise.all(polls)
    expect(await Promise.all(answers.map((response) => response.json()))).toEqual(
      Array.from({ length: 20 }, () => ({ path: '/poll' })),
    )
    expect(server.hits.length - 20).toBeLessThan(20)
  })

  it('given another URL, another header or a POST, then each is sent again', async () => {
    const { server, auth, signIn } = await start()
    const sent = [
      auth.fetch(`${server.url}/a`),
      auth.fetch(`${server.url}/b`),
      auth.fetch(`${server.url}/a`, { headers: { accept: 'text/plain' } }),
      auth.fetch(`${server.url}/a`, { method: 'POST' }),
      auth.fetch(`${server.url}/a`, { method: 'POST' }),
    ]
    await until(() => expect(server.hits).toHaveLength(5))
    signIn()
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(server.hits).toHaveLength(10)
  })

  it('given a first caller that aborts, then the others have their answer', async () => {
    const { server, auth, signIn } = await start()
    const controller = new AbortController()
    const first = auth.fetch(`${server.url}/poll`, { signal: controller.signal })
    const others = [1, 2].map(() => auth.fetch(`${server.url}/poll`))
    await until(() => expect(server.hits).toHaveLength(3))
    signIn()
    controller.abort()
    await expect(first).rejects.toThrow('abort')
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual([200, 200])
  })

  it.each<RequestInit>([
    { redirect: 'manual' },
    { cache: 'no-store' },
    { credentials: 'include' },
    { mode: 'same-origin' },
    { referrerPolicy: 'no-referrer' },
    { integrity: 'sha256-AAAA' },
    { keepalive: true },
    { priority: 'low' },
  ])('given two that differ in %o, then each is sent again', async (other) => {
    const { hits, auth, signIn } = startBy(async () => new Response())
    const sent = [{}, other].map((init) => auth.fetch(URL_OF_POLL, init))
    await until(() => expect(hits).toHaveLength(2))
    signIn()
    await Promise.all(sent)
    expect(hits.slice(2).map(({ redirect, cache, credentials }) => [redirect, cache, credentials])).toEqual(
      hits.slice(0, 2).map(({ redirect, cache, credentials }) => [redirect, cache, credentials]),
    )
  })

  it('given an option of a framework, which nobody can compare, then each is sent again', async () => {
    const { hits, auth, signIn } = startBy(async () => new Response())
    const sent = ['a', 'b'].map((tag) => auth.fetch(URL_OF_POLL, { next: { tags: [tag] } } as RequestInit))
    await until(() => expect(hits).toHaveLength(2))
    signIn()
    await Promise.all(sent)
    expect(hits).toHaveLength(4)
  })

  it.each(['signal', 'Request'])(
    'given callers that may abort (%s), then what one aborts while its body comes is its own',
    async (way) => {
      const { hits, auth, signIn } = startBy(async ({ signal }) => new Response(endless(signal)))
      const controllers = [new AbortController(), new AbortController()]
      const sent = controllers.map(({ signal }) =>
        way === 'signal' ? auth.fetch(URL_OF_POLL, { signal }) : auth.fetch(new Request(URL_OF_POLL, { signal })),
      )
      await until(() => expect(hits).toHaveLength(2))
      signIn()
      const [first, second] = (await Promise.all(sent)).map(({ body }) => body!.getReader())
      await Promise.all([first!.read(), second!.read()])
      controllers[0]!.abort()
      await expect(first!.read()).rejects.toThrow('abort')
      expect((await second!.read()).done).toBe(false)
      controllers[1]!.abort()
    },
  )
})

describe('given a carrier of the app, then equal requests that waited together', () => {
  it('are answered without a promise, too', async () => {
    const { hits, auth, signIn } = startBy((() => new Response()) as never)
    const sent = [1, 2].map(() => auth.fetch(URL_OF_POLL))
    await until(() => expect(hits).toHaveLength(2))
    signIn()
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([200, 200])
  })

  it.each<[string, (response: Response) => unknown]>([
    ['has read', (response) => response.text()],
    ['reads', (response) => response.body?.getReader()],
  ])('are each sent again where it %s the answer', async (_name, touch) => {
    const { hits, auth, signIn } = startBy(async () => {
      const response = new Response('answer')
      await touch(response)
      return response
    })
    const sent = [1, 2, 3].map(() => auth.fetch(URL_OF_POLL))
    await until(() => expect(hits).toHaveLength(3))
    signIn()
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([200, 200, 200])
    expect(hits).toHaveLength(6)
  })
})

it('given a first that fails while another user signs in, then no equal request is sent as that user', async () => {
  let user = 'ada'
  const sent: string[] = []
  const renewed = gate<RenewResult>()
  const lead = gate()
  const auth = createAuth({
    origins: ['https://app.example'],
    user: () => user,
    renew: () => renewed.opened,
    fetch: async () => {
      sent.push(user)
      if (sent.length <= 2) return new Response(null, { status: 401 })
      await lead.opened
      throw new TypeError('Failed to fetch')
    },
  })
  const polls = Promise.allSettled([auth.fetch(URL_OF_POLL), auth.fetch(URL_OF_POLL)])
  await until(() => expect(auth.state.get().status).toBe('renewing'))
  await until(() => expect(sent).toHaveLength(2))
  renewed.open('renewed')
  await until(() => expect(sent).toHaveLength(3))
  user = 'bob'
  lead.open()
  expect((await polls).map((poll) => poll.status === 'rejected' && (poll.reason as Error).name)).toEqual([
    'TypeError',
    'AbortError',
  ])
  expect(sent).toEqual(['ada', 'ada', 'ada'])
})

const URL_OF_POLL = 'https://app.example/poll'

/** As `start`, over a carrier of the app. */
function startBy(answer: (init: Request) => Promise<Response>) {
  const hits: Request[] = []
  let isSignedIn = false
  const gateOfUser = gate<RenewResult>()
  const auth = createAuth({
    origins: ['https://app.example'],
    signIn: () => gateOfUser.opened,
    fetch: (input, init) => {
      const request = new Request(input, init)
      hits.push(request)
      return isSignedIn ? answer(request) : Promise.resolve(new Response(null, { status: 401 }))
    },
  })
  const signIn = (): void => {
    isSignedIn = true
    gateOfUser.open('renewed')
  }
  return { hits, auth, signIn }
}

/** Says something for as long as nobody aborts. */
function endless(signal: AbortSignal): ReadableStream {
  return new ReadableStream({
    start: (controller) => signal.addEventListener('abort', () => controller.error(signal.reason)),
    pull: (controller) => controller.enqueue(new Uint8Array(1)),
  })
}
