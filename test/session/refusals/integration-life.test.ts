import { describe, expect, it } from 'vitest'
import { verdictOf } from 'why401'
import { settled, watch } from '../watch.ts'
import { fakeStorage, ORIGIN, type Tab, World } from '../world.ts'

const routes = [{ path: '/key/:integration' }]

async function broken(world: World, tab: Tab, name = 'mail'): Promise<void> {
  world.broken.add(name)
  await settled(world, tab.get(`/key/${name}`))
}

const names = (tab: Tab): string[] => [...tab.auth.integrations.get().keys()]

describe('given an integration that is broken', () => {
  it.each([true, false])(
    'then a success of its own heals it, here and over a reload (route known: %s)',
    async (isRoute) => {
      const world = new World()
      const storage = fakeStorage()
      const open = (): Tab => world.open({ storage, ...(isRoute && { routes }) })
      const tab = open()
      await broken(world, tab)
      expect(names(tab)).toEqual(['mail'])
      world.broken.clear()
      expect(await settled(world, tab.get('/key/mail'))).toBe(200)
      expect([names(tab), names(open()), tab.types()]).toEqual([
        [],
        [],
        ['third-party-key-invalid', 'integration-fixed'],
      ])
      await broken(world, tab)
      expect(tab.types().filter((type) => type === 'third-party-key-invalid')).toHaveLength(2)
    },
  )

  it('then a success of another endpoint or integration does not', async () => {
    const world = new World()
    const tab = world.open({ routes })
    await broken(world, tab)
    await settled(world, Promise.all([tab.get('/api/1'), tab.get('/key/maps')]))
    expect(names(tab)).toEqual(['mail'])
  })

  it('then a success that was sent before it does not', async () => {
    const world = new World()
    const tab = world.open({ routes })
    world.latency = 400
    void tab.get('/key/mail')
    await world.advance(250)
    world.latency = 10
    await broken(world, tab)
    await world.advance(1_000)
    expect(names(tab)).toEqual(['mail'])
  })

  it('then a refusal of before integrationFixed() is no news after it', async () => {
    const world = new World()
    const tab = world.open()
    await broken(world, tab)
    world.latency = 400
    void tab.get('/key/mail')
    await world.advance(250)
    tab.auth.integrationFixed('mail')
    await world.advance(1_000)
    expect([names(tab), tab.types()]).toEqual([[], ['third-party-key-invalid', 'integration-fixed']])
  })

  it('then a tab that slept through integrationFixed() does not write it back', async () => {
    const world = new World()
    const storage = fakeStorage()
    const [awake, asleep] = [world.open({ storage }), world.open({ storage })]
    await broken(world, awake)
    asleep.freeze()
    world.delivery = () => undefined
    awake.auth.integrationFixed('mail')
    await world.advance(100)
    asleep.thaw()
    asleep.show()
    await broken(world, asleep, 'maps')
    const reloaded = world.open({ storage })
    await world.loadEngines()
    expect([names(asleep), names(reloaded)]).toEqual([['maps'], ['maps']])
  })
})

it('given a storage that another script wrote to, then a link that the app did not allow is left out', async () => {
  const world = new World()
  const storage = fakeStorage()
  const open = () => world.open({ storage, routes: [{ path: '/key/:integration', manage: ['mail.example'] }] })
  const links = { mail: 'https://mail.example/keys', maps: 'https://evil.example/keys', own: `${ORIGIN}/keys` }
  await broken(world, open(), 'mail')
  const [written] = JSON.parse(storage.getItem('why401:integrations') ?? '') as [object]
  const write = ([integration, manageUrl]: readonly string[]): object =>
    Object.assign(structuredClone(written), { integration, manageUrl })
  storage.setItem('why401:integrations', JSON.stringify(Object.entries(links).map(write)))
  const tab = open()
  await world.loadEngines()
  await broken(world, tab, 'tasks')
  const shown = [...tab.auth.integrations.get()].map(([name, { manageUrl }]) => [name, manageUrl])
  expect(shown).toEqual([
    ['mail', links.mail],
    ['maps', undefined],
    ['own', links.own],
    ['tasks', undefined],
  ])
})

describe('given an integration without a name', () => {
  it('then the path stands for it, it can be fixed, and it is news again', async () => {
    const world = new World()
    let isBroken = true
    world.answer = () =>
      isBroken
        ? new Response(`{"type":"${ORIGIN}/problems/third-party-key-invalid"}`, {
            status: 403,
            headers: { 'content-type': 'application/problem+json' },
          })
        : new Response('{}')
    const tab = world.open()
    const response = await settled(world, tab.auth.fetch(`${ORIGIN}/export`))
    expect(verdictOf(response as Response)?.kind).toBe('third-party-key-invalid')
    expect(names(tab)).toEqual(['/export'])
    for (const heal of [() => tab.auth.integrationFixed('/export'), () => void tab.get('/export')]) {
      isBroken = false
      heal()
      await world.advance(100)
      expect(names(tab)).toEqual([])
      isBroken = true
      await settled(world, tab.get('/export'))
      expect(names(tab)).toEqual(['/export'])
    }
    expect(tab.types().filter((type) => type === 'third-party-key-invalid')).toHaveLength(3)
  })
})

describe('given a storage that fails', () => {
  const bad = (): never => {
    throw new DOMException('no', 'SecurityError')
  }

  it.each<[string, object]>([
    ['in every method', { getItem: bad, setItem: bad, removeItem: bad }],
    ['when it is read', { ...fakeStorage(), getItem: bad }],
    ['when it is written', { ...fakeStorage(), setItem: bad }],
    ['when something is removed', { ...fakeStorage(), removeItem: bad }],
    ['by holding no JSON', { ...fakeStorage(), getItem: () => '{' }],
    ['by holding other JSON', { ...fakeStorage(), getItem: () => '{"a":1}' }],
    ['by holding promises', { ...fakeStorage(), getItem: () => Promise.resolve('[]') }],
    ['by having no removeItem', { ...fakeStorage(), removeItem: undefined }],
  ])('%s, then the page remembers by itself', async (_name, storage) => {
    const world = new World()
    const tab = world.open({ storage: storage as never, routes })
    await broken(world, tab)
    await broken(world, tab, 'maps')
    expect(names(tab)).toEqual(['mail', 'maps'])
    tab.show()
    expect(names(tab)).toEqual(['mail', 'maps'])
    tab.auth.integrationFixed('mail')
    expect(names(tab)).toEqual(['maps'])
    tab.auth.signedOut()
    expect(names(tab)).toEqual([])
  })
})

it('given many integrations, then at most 32 are kept', async () => {
  const world = new World()
  const storage = fakeStorage()
  const tab = world.open({ storage, routes })
  for (let nth = 0; nth < 100; nth += 1) world.broken.add(`k${nth}`)
  await settled(world, Promise.all(Array.from({ length: 100 }, (_, nth) => tab.get(`/key/k${nth}`))), 5_000)
  const reloaded = world.open({ storage })
  await world.loadEngines()
  expect([names(tab).length, names(reloaded).length]).toEqual([32, 32])
})

it('given a notice that was dismissed, then the next refusal is a notice again', async () => {
  const world = new World()
  const tab = world.open()
  for (let nth = 0; nth < 2; nth += 1) {
    const seen = watch(tab.get('/forbidden/1', { method: 'DELETE' }))
    await world.advance(2_000)
    expect(seen.value).toBe(403)
  }
  expect(tab.types()).toEqual(['forbidden', 'forbidden'])
})
