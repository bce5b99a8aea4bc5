import { describe, expect, it } from 'vitest'
import { createAuth, type Route, verdictOf } from 'why401'
import { serve } from '../../fetch/server.ts'

/** The name of the integration that a refused request is put down to; undefined when no route matched. */
async function nameOf(routes: readonly Route[], path: string, method = 'GET'): Promise<string | undefined> {
  const server = await serve(() => ({ status: 401, headers: { 'www-authenticate': 'Bearer' } }))
  const auth = createAuth({ origins: [server.url], routes })
  const verdict = verdictOf(await auth.fetch(server.url + path, { method }))
  return verdict?.kind === 'third-party-key-invalid' ? (verdict.integration ?? 'unnamed') : undefined
}

const fixed = { role: 'integration', integration: 'it' } as const

describe('a route matches', () => {
  it.each<[route: string, path: string, match: boolean]>([
    ['/api', '/api', true],
    ['/api', '/api/', true],
    ['/api', '/api?query', true],
    ['/api', '/api/more', false],
    ['/api', '/apis', false],
    ['/api', '/v1/api', false],
    ['/', '/', true],
    ['/', '/api', false],
    ['/api/:id', '/api/1', true],
    ['/api/:id', '/api', false],
    ['/api/:id', '/api/1/more', false],
    ['/api/:id/mail', '/api/1/mail', true],
    ['/api/*', '/api/a/b/c', true],
    ['/api/*', '/apiary', false],
    ['/api/*', '/api', true],
    ['/api/:id?', '/api', true],
    ['/api/:id?', '/api/1/2', false],
    ['/clé/*', '/clé/1', true],
    ['/*', '/x/y', true],
    ['/v1.0/key', '/v1.0/key', true],
    ['/v1.0/key', '/v1x0/key', false],
    ['/a+b/(c)', '/a+b/(c)', true],
    ['/a+b', '/aab', false],
  ])('%s and %s: %j', async (path, asked, match) => {
    expect(await nameOf([{ path, ...fixed }], asked)).toBe(match ? 'it' : undefined)
  })

  it.each([
    [undefined, 'DELETE', true],
    ['POST', 'POST', true],
    ['post', 'POST', true],
    ['POST', 'GET', false],
  ])('method %s and %s: %j', async (method, sent, match) => {
    expect(await nameOf([{ path: '/api', ...fixed, ...(method !== undefined && { method }) }], '/api', sent)).toBe(
      match ? 'it' : undefined,
    )
  })

  it('the first of several counts', async () => {
    expect(
      await nameOf(
        [
          { path: '/api/maps', role: 'integration', integration: 'maps' },
          { path: '/api/*', ...fixed },
        ],
        '/api/maps',
      ),
    ).toBe('maps')
    expect(
      await nameOf(
        [
          { path: '/api/maps', role: 'resource' },
          { path: '/api/*', ...fixed },
        ],
        '/api/maps',
      ),
    ).toBeUndefined()
  })
})

describe('the name of an integration', () => {
  const routes: readonly Route[] = [{ path: '/:integration/send', role: 'integration' }]

  it.each([
    ['/mail/send', 'mail'],
    ['/big%20mail/send', 'big mail'],
    ['/caf%C3%A9/send', 'café'],
    ['/%E9/send', '%E9'],
  ])('%s is %s', async (path, name) => {
    expect(await nameOf(routes, path)).toBe(name)
  })

  it('is the route’s own before the path’s, and none where there is none', async () => {
    expect(await nameOf([{ path: '/:integration/send', role: 'integration', integration: 'own' }], '/mail/send')).toBe(
      'own',
    )
    expect(await nameOf([{ path: '/mail/:id', role: 'integration' }], '/mail/1')).toBe('unnamed')
  })
})
