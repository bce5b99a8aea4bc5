import { describe, expect, it } from 'vitest'
import type { Auth } from 'why401'
import { type Tab, World } from '../world.ts'

/** What `waiting` and `resumed` say, in order. */
function watch(auth: Auth): string[] {
  const said: string[] = []
  auth.on('waiting', ({ request, verdict, count }) =>
    said.push(`${request.method} ${new URL(request.url).pathname} waits (${count}): ${verdict.reason}`),
  )
  auth.on('resumed', ({ outcome, byUser, elsewhere, count }) =>
    said.push(`${outcome}${byUser ? ' by the user' : ''}${elsewhere ? ' elsewhere' : ''}: ${count}`),
  )
  return said
}

async function send(world: World, tab: Tab, ...paths: string[]): Promise<(number | string)[]> {
  const sent = Promise.all(paths.map((path) => tab.get(path)))
  await world.advance(400_000)
  return sent
}

describe('who waits, and how it ended', () => {
  it('each request that waits is told once, and there is one end for all of them', async () => {
    const world = new World()
    world.expire()
    const tab = world.open()
    const said = watch(tab.auth)
    expect(await send(world, tab, '/api/1', '/api/2', '/api/3')).toEqual([200, 200, 200])
    expect(said).toEqual([
      'GET /api/1 waits (1): token-invalid',
      'GET /api/2 waits (2): token-invalid',
      'GET /api/3 waits (3): token-invalid',
      'renewed: 3',
    ])
  })

  it('a sign-in is by the user, declined or not', async () => {
    const world = new World()
    world.end()
    let declines = true
    const tab = world.open((self) => ({
      renew: async () => 'declined',
      signIn: async () => (declines ? 'declined' : self.signIn()),
    }))
    const said = watch(tab.auth)
    expect(await send(world, tab, '/api/1')).toEqual([401])
    declines = false
    expect(await send(world, tab, '/api/2')).toEqual([200])
    expect(said).toEqual([
      'GET /api/1 waits (1): token-invalid',
      'declined by the user: 1',
      'GET /api/2 waits (1): token-invalid',
      'renewed by the user: 1',
    ])
  })

  it('a failure that may pass is neither', async () => {
    const world = new World()
    world.expire()
    const tab = world.open({ renew: () => Promise.reject(new TypeError('Failed to fetch')) })
    const said = watch(tab.auth)
    expect(await send(world, tab, '/api/1')).toEqual([401])
    expect(said).toEqual(['GET /api/1 waits (1): token-invalid', 'failed: 1'])
  })

  it('what another tab did is told as its doing', async () => {
    const world = new World()
    world.end()
    const tabs = [1, 2].map(() =>
      world.open((self) => ({ renew: async () => 'declined', signIn: () => self.signIn() })),
    )
    const said = tabs.map(({ auth }) => watch(auth))
    const sent = Promise.all([tabs[0]!.get('/api/1'), tabs[1]!.get('/api/2')])
    await world.advance(400_000)
    expect(await sent).toEqual([200, 200])
    expect(said).toEqual([
      ['GET /api/1 waits (1): token-invalid', 'renewed by the user: 1'],
      ['GET /api/2 waits (1): token-invalid', 'renewed by the user elsewhere: 1'],
    ])
  })

  it('a sign-out ends the wait', async () => {
    const world = new World()
    world.end()
    const tab = world.open((self) => ({ renew: async () => 'declined', signIn: () => self.signIn('/login', 100_000) }))
    const said = watch(tab.auth)
    const sent = tab.get('/api/1')
    await world.advance(1_000)
    tab.auth.signedOut()
    await world.advance(1_000)
    expect(await sent).toBe(401)
    expect(said.at(-1)).toBe('declined: 1')
  })

  it('a renewal ahead of any refusal has nobody who waits', async () => {
    const world = new World()
    const tab = world.open({ renewAt: world.time + 1_000 })
    const said = watch(tab.auth)
    await world.advance(2_000)
    expect(said).toEqual(['renewed: 0'])
  })
})
