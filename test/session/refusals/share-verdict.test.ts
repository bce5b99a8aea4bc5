import { afterEach, describe, expect, it, vi } from 'vitest'
import { createAuth, type Verdict, verdictOf } from 'why401'

const ORIGIN = 'https://app.example'

afterEach(() => {
  vi.restoreAllMocks()
})

interface Refusal {
  readonly status?: number
  readonly challenge?: string
  readonly body?: object
  readonly length?: boolean
}

/** An app whose session is over; `refusal` is what each path is answered until it was renewed. */
function app(refusal: (path: string) => Refusal) {
  let good = false
  let finish: () => void = () => {}
  const renewing = new Promise<void>((resolve) => {
    finish = resolve
  })
  let renewals = 0
  const read = vi.spyOn(Response.prototype, 'clone')
  const auth = createAuth({
    tabs: false,
    origins: [ORIGIN],
    routes: [{ path: '/third/:integration/*', role: 'integration' }],
    fetch: async (input) => {
      if (good) return new Response('fine')
      const {
        status = 401,
        challenge = 'Bearer error="invalid_token"',
        body = { error: 'invalid_token' },
        length = true,
      } = refusal(new URL(input instanceof Request ? input.url : input).pathname)
      const text = JSON.stringify(body)
      const headers = new Headers({
        'content-type': 'application/json',
        ...(challenge !== '' && { 'www-authenticate': challenge }),
        ...(length && { 'content-length': String(text.length) }),
      })
      return new Response(text, { status, headers })
    },
    renew: async () => {
      renewals += 1
      await renewing
      good = true
      return 'renewed'
    },
  })
  const verdicts: Verdict[] = []
  auth.on('verdict', ({ verdict }) => verdicts.push(verdict))
  return {
    auth,
    verdicts,
    finish,
    read,
    get renewals() {
      return renewals
    },
    get: (path: string) => auth.fetch(ORIGIN + path),
    expire: () => {
      good = false
    },
  }
}

async function judged(verdicts: readonly Verdict[], count: number): Promise<void> {
  await vi.waitFor(() => expect(verdicts).toHaveLength(count))
}

describe('a crowd of the same refusal', () => {
  it('is read once, and each request has a verdict of its own', async () => {
    const world = app(() => ({}))
    const sent = Promise.all(Array.from({ length: 100 }, (_, index) => world.get(`/api/${index}`)))
    await judged(world.verdicts, 100)
    expect(world.read).toHaveBeenCalledTimes(1)
    expect(new Set(world.verdicts.map(({ url }) => url)).size).toBe(100)
    expect(new Set(world.verdicts.map(({ reason }) => reason))).toEqual(new Set(['token-invalid']))
    world.finish()
    expect((await sent).map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 200))
    expect(world.renewals).toBe(1)
  })

  it('is read anew when it comes after the renewal', async () => {
    const world = app(() => ({}))
    world.finish()
    expect((await world.get('/api/1')).status).toBe(200)
    world.expire()
    expect((await world.get('/api/2')).status).toBe(200)
    expect(world.read).toHaveBeenCalledTimes(2)
  })

  it('settled with the refusal, each has its verdict and its whole body', async () => {
    const auth = createAuth({
      tabs: false,
      origins: [ORIGIN],
      fetch: async () =>
        Response.json(
          { error: 'invalid_token' },
          { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } },
        ),
      renew: async () => 'declined',
    })
    const answers = await Promise.all([1, 2, 3].map((index) => auth.fetch(`${ORIGIN}/api/${index}`)))
    expect(answers.map((answer) => verdictOf(answer)?.url)).toEqual([1, 2, 3].map((index) => `${ORIGIN}/api/${index}`))
    for (const answer of answers) expect(await answer.json()).toEqual({ error: 'invalid_token' })
    const [first] = answers
    const again = await auth.retry(verdictOf(first!)!)
    expect(again.status).toBe(401)
  })
})

const github = { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' }

describe('what is not the same is read', () => {
  it.each<[string, Refusal, Verdict['kind']]>([
    ['another challenge', { challenge: 'Bearer realm="other", error="invalid_token"' }, 'reauthenticate'],
    ['another length', { body: { error: 'invalid_token', more: 1 } }, 'reauthenticate'],
    ['another status', { status: 403, challenge: 'Bearer error="insufficient_scope"' }, 'forbidden'],
    ['no challenge, and a relayed body', { challenge: '', body: github }, 'third-party-key-invalid'],
  ])('%s', async (_, other, kind) => {
    const world = app((path) => (path === '/other' ? other : {}))
    const first = world.get('/api/1')
    const second = world.get('/other')
    await judged(world.verdicts, 2)
    expect(world.verdicts.find(({ url }) => url.endsWith('/other'))?.kind).toBe(kind)
    expect(world.read).toHaveBeenCalledTimes(2)
    world.finish()
    await Promise.all([first, second])
  })

  it('given an integration’s route, then its own body is read', async () => {
    const world = app(() => ({}))
    const sent = [world.get('/api/1'), world.get('/third/meteo/now')]
    await judged(world.verdicts, 1)
    // Whose refusal it is stays open until the renewal: no event tells of it.
    await vi.waitFor(() => expect(world.read).toHaveBeenCalledTimes(2))
    world.finish()
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([200, 200])
    expect(world.verdicts).toHaveLength(1)
  })

  it('what a challenge leaves open', async () => {
    const world = app(() => ({ challenge: 'Session realm="app"', body: {} }))
    const sent = Promise.all(['/api/1', '/api/2'].map((path) => world.get(path)))
    await judged(world.verdicts, 2)
    expect(world.verdicts.every(({ certainty }) => certainty !== 'certain')).toBe(true)
    expect(world.read).toHaveBeenCalledTimes(2)
    world.finish()
    await sent
  })
})
