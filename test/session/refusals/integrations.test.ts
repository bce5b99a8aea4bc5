import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ThirdPartyKeyInvalid } from 'why401'
import { fakeStorage, type Tab, World } from '../world.ts'

afterEach(() => vi.restoreAllMocks())

const KEY = 'why401:integrations'

/** A tab that has met a broken integration. */
async function broken(
  storage?: ReturnType<typeof fakeStorage>,
  world = new World(),
): Promise<{ world: World; tab: Tab }> {
  const tab = world.open({ ...(storage && { storage }) })
  world.broken.add('mail')
  await get(world, tab)
  return { world, tab }
}

async function get(world: World, tab: Tab, path = '/key/mail'): Promise<number | string> {
  const answer = tab.get(path)
  await world.advance(100)
  return answer
}

describe('a storage keeps what is broken', () => {
  it('over a reload, without a second prompt', async () => {
    const storage = fakeStorage()
    const { world, tab } = await broken(storage)
    const known = tab.auth.integrations.get().get('mail')
    expect(known).toMatchObject({ kind: 'third-party-key-invalid', reason: 'key-revoked' })
    tab.close()
    const reloaded = world.open({ storage })
    await world.loadEngines()
    const { kind, reason, remedy, certainty, url, status } = known!
    expect(reloaded.auth.integrations.get().get('mail')).toMatchObject({ kind, reason, remedy, certainty, url, status })
    expect(await get(world, reloaded)).toBe(403)
    expect(reloaded.types()).toEqual([])
    reloaded.auth.integrationFixed('mail')
    expect(reloaded.types()).toEqual(['integration-fixed'])
    expect([...storage.items]).toEqual([])
    expect(world.open({ storage }).auth.integrations.get().size).toBe(0)
  })

  it('without one a reload forgets', async () => {
    const { world, tab } = await broken()
    tab.close()
    expect(world.open().auth.integrations.get().size).toBe(0)
  })

  it('what is kept holds no query, header or challenge', async () => {
    const storage = fakeStorage()
    const { world, tab } = await broken(storage)
    await get(world, tab, '/key/mail?hush=1')
    expect(storage.items.get(KEY)).toContain('mail')
    expect(storage.items.get(KEY)).not.toContain('hush')
  })

  const whole = {
    kind: 'third-party-key-invalid',
    reason: 'key-revoked',
    remedy: 'reconnect',
    certainty: 'certain',
    status: 403,
    url: '',
    integration: 'mail',
    challenges: [],
    because: [],
  }
  it.each<[string, string, number]>([
    ['no JSON', '{', 0],
    ['nothing', '', 0],
    ['null', 'null', 0],
    ['an object', '{"mail":{}}', 0],
    ['a text', '"mail"', 0],
    ['another shape', '[1,null,"mail",[],{}]', 0],
    ['another kind', JSON.stringify([{ ...whole, kind: 'forbidden' }]), 0],
    ['an unknown reason', JSON.stringify([{ ...whole, reason: 'key-stolen' }]), 0],
    ['a reason of another kind', JSON.stringify([{ ...whole, reason: 'permission' }]), 0],
    ['no name', JSON.stringify([{ ...whole, integration: undefined }]), 0],
    ['no remedy', JSON.stringify([{ ...whole, remedy: undefined }]), 0],
    ['a link that runs', JSON.stringify([{ ...whole, manageUrl: 'javascript:alert(1)' }]), 1],
    ['grounds that are none', JSON.stringify([{ ...whole, because: [null] }]), 1],
    ['a whole one', JSON.stringify([{ ...whole, manageUrl: 'https://mail.example/keys' }]), 1],
    ['a whole one among others', JSON.stringify([7, whole, {}]), 1],
    ['a name like no other', JSON.stringify([{ ...whole, integration: '__proto__' }]), 1],
  ])('that holds %s', async (_name, text, size) => {
    const world = new World()
    const tab = world.open({ storage: fakeStorage({ [KEY]: text }) })
    await world.loadEngines()
    expect(tab.auth.integrations.get().size).toBe(size)
    for (const { manageUrl = 'https:', because } of tab.auth.integrations.get().values()) {
      expect(manageUrl).toMatch(/^https:/)
      expect(because).toMatchObject([{ rule: 'session/remembered' }])
    }
    world.broken.add('maps')
    await get(world, tab, '/key/maps')
    expect(tab.types()).toEqual(['third-party-key-invalid'])
  })

  it('that is full, or forbidden, is as none', async () => {
    const full = Object.assign(fakeStorage(), { full: true })
    const { tab } = await broken(full)
    expect(tab.auth.integrations.get().size).toBe(1)
    tab.auth.integrationFixed('mail')
    expect(tab.types()).toEqual(['third-party-key-invalid', 'integration-fixed'])
    const deny = (): never => {
      throw new DOMException('denied', 'SecurityError')
    }
    const world = new World()
    const other = world.open({ storage: { getItem: deny, setItem: deny, removeItem: deny } })
    world.broken.add('mail')
    expect(await get(world, other)).toBe(403)
    expect(other.auth.integrations.get().size).toBe(1)
  })
})

describe('what is broken, in several tabs', () => {
  it('integrationFixed() clears it in all, tells their listeners, and empties the storage', async () => {
    const storage = fakeStorage()
    const world = new World()
    const other = world.open({ storage })
    const { tab } = await broken(storage, world)
    expect(other.auth.integrations.get().size).toBe(1)
    const subscriber = vi.fn()
    other.auth.integrations.subscribe(subscriber)
    tab.auth.integrationFixed('mail')
    await world.advance(10)
    expect(subscriber).toHaveBeenCalledOnce()
    expect(other.types()).toEqual(['integration-fixed'])
    expect(storage.items.size).toBe(0)
  })

  it('what breaks in another way is told, without a second prompt', async () => {
    const world = new World()
    const other = world.open()
    const { tab } = await broken(undefined, world)
    const { answer } = world
    world.answer = (hit) => {
      const response = answer(hit)
      if (hit.path !== '/key/mail') return response
      return new Response(
        '{"type":"https://app.example/problems/third-party-key-invalid","integration":"mail","reason":"key-expired"}',
        { status: 403, headers: response.headers },
      )
    }
    await get(world, tab)
    expect([tab, other].map(({ auth }) => auth.integrations.get().get('mail')?.reason)).toEqual([
      'key-expired',
      'key-expired',
    ])
    expect([...tab.types(), ...other.types()]).toEqual(['third-party-key-invalid'])
  })
})

describe('auth.retry', () => {
  /** Refused for a key, then the key is good. */
  async function refused(init: RequestInit | undefined, input: (path: string) => RequestInfo = (path) => path) {
    const { world, tab } = await broken()
    world.hits.length = 0
    const seen: ThirdPartyKeyInvalid[] = []
    tab.auth.on('verdict', ({ verdict }) => verdict.kind === 'third-party-key-invalid' && seen.push(verdict))
    const answer = tab.auth.fetch(input('https://app.example/key/mail'), init)
    await world.advance(100)
    expect((await answer).status).toBe(403)
    world.broken.clear()
    world.jar = world.valid
    return { world, tab, verdict: seen[0]! }
  }

  async function again(world: World, tab: Tab, verdict: ThirdPartyKeyInvalid): Promise<Response> {
    const answer = tab.auth.retry(verdict)
    await world.advance(100)
    return answer
  }

  const form = (): FormData => {
    const data = new FormData()
    data.set('name', 'Zoë')
    return data
  }

  it.each<[string, () => RequestInit | undefined]>([
    ['nothing', () => undefined],
    ['a text', () => ({ method: 'POST', body: 'text' })],
    ['a FormData', () => ({ method: 'POST', body: form() })],
    ['URLSearchParams', () => ({ method: 'PUT', body: new URLSearchParams({ a: 'b' }) })],
    ['a Blob', () => ({ method: 'POST', body: new Blob(['blob']) })],
    ['bytes', () => ({ method: 'POST', body: new Uint8Array([65, 66]) })],
  ])('sends %s again, and again', async (_name, init) => {
    const { world, tab, verdict } = await refused(init())
    expect((await again(world, tab, verdict)).status).toBe(200)
    expect((await again(world, tab, verdict)).status).toBe(200)
    expect(world.hits).toHaveLength(3)
    const [first, ...others] = world.hits.map(({ method, path, body }) => ({
      method,
      path,
      body: body.replaceAll(/-+(?:formdata|\w*boundary)\S*/gi, '--'),
    }))
    expect(others).toEqual([first, first])
  })

  it('given a Request with a body, then it is sent again once: after a success its body is not kept', async () => {
    const { world, tab, verdict } = await refused(undefined, (url) => new Request(url, { method: 'POST', body: 'own' }))
    expect((await again(world, tab, verdict)).status).toBe(200)
    expect(world.hits.map(({ body }) => body)).toEqual(['own', 'own'])
    await expect(tab.auth.retry(verdict)).rejects.toThrow(/^retry: the request cannot be sent again/)
  })

  it('refused again is a new verdict, and an expired login is renewed on the way', async () => {
    const { world, tab, verdict } = await refused({ method: 'POST', body: 'text' })
    world.broken.add('mail')
    expect((await again(world, tab, verdict)).status).toBe(403)
    world.broken.clear()
    world.expire()
    expect((await again(world, tab, verdict)).status).toBe(200)
    expect(world.renewals).toBe(1)
  })

  it('the verdict of the store will do', async () => {
    const { world, tab } = await refused(undefined)
    expect((await again(world, tab, tab.auth.integrations.get().get('mail')!)).status).toBe(200)
  })

  it('works as soon as a listener hears of it', async () => {
    const world = new World()
    const tab = world.open()
    world.broken.add('mail')
    const seen: (number | string)[] = []
    tab.auth.on('third-party-key-invalid', ({ verdict }) => {
      world.broken.clear()
      world.jar = world.valid
      tab.auth.retry(verdict).then(
        ({ status }) => seen.push(status),
        (error: unknown) => seen.push(String(error)),
      )
    })
    await get(world, tab)
    expect(seen).toEqual([200])
  })

  it('rejects with the signal of its request', async () => {
    const controller = new AbortController()
    const { tab, verdict } = await refused({ signal: controller.signal })
    controller.abort(new Error('gone'))
    await expect(tab.auth.retry(verdict)).rejects.toThrow('gone')
  })

  it('names what cannot be sent again: a stream', async () => {
    const body = new Blob(['once']).stream()
    const { tab, verdict, world } = await refused({ method: 'POST', body, duplex: 'half' } as RequestInit)
    await expect(tab.auth.retry(verdict)).rejects.toThrow(
      new TypeError('retry: the request cannot be sent again: its body is a stream, which is gone once it was sent'),
    )
    expect(world.hits).toHaveLength(1)
  })

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['a text', 'mail'],
    ['an object', {}],
    ['a copy', undefined],
  ])('names what is no verdict of this page: %s', async (name, value) => {
    const { tab, verdict } = await refused(undefined)
    await expect(tab.auth.retry((name === 'a copy' ? { ...verdict } : value) as never)).rejects.toThrow(
      new TypeError('retry: `verdict` is not one of a request that went through `auth.fetch` in this page'),
    )
  })
})
