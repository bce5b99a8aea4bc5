import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { createAuth } from 'why401'
import { AuthProvider, useAuth, useAuthEvent, useAuthState, useIntegration, useVerdict } from 'why401/react'
import { at, backend } from '../adapters/backend.ts'
import { pageHtml, pageOf } from './page.ts'
import { watched } from '../adapters/watched.ts'

const auth = createAuth({ tabs: false })

describe('on a server', () => {
  it('a page with every hook is a page of somebody unknown, and nothing complains', () => {
    const complain = vi.spyOn(console, 'error')
    expect(renderToString(pageOf(auth, []))).toBe(pageHtml)
    expect(complain).not.toHaveBeenCalled()
    complain.mockRestore()
  })

  it('what this auth knows already does not show, since the browser that hydrates the page does not know it', async () => {
    const knowing = createAuth({ ...backend, tabs: false })
    knowing.signedIn()
    await knowing.fetch(at('/meteo'))
    expect(knowing.state.get().status).toBe('signed-in')
    expect(knowing.integrations.get().has('meteo')).toBe(true)
    expect(renderToString(pageOf(knowing, []))).toBe(pageHtml)
  })

  it('nothing listens afterwards', () => {
    const { auth: counting, added } = watched(auth)
    renderToString(pageOf(counting, []))
    expect(added()).toBe(0)
  })
})

describe('what is used in the wrong way says so', () => {
  const hooks = {
    useAuth: () => useAuth(),
    useAuthState: () => useAuthState(),
    useAuthEvent: () => useAuthEvent('signed-in', () => {}),
    useVerdict: () => useVerdict('forbidden'),
    useIntegration: () => useIntegration('meteo'),
  }
  for (const [name, use] of Object.entries(hooks)) {
    it(`${name} without a provider`, () => {
      const Lost = (): null => {
        use()
        return null
      }
      expect(() => renderToString(createElement(Lost))).toThrow(
        new Error(`${name}: there is no <AuthProvider> above this component`),
      )
    })
  }

  for (const [what, value] of Object.entries({ nothing: undefined, null: null, options: {}, 'a fetch': fetch })) {
    it(`a provider of ${what}`, () => {
      expect(() => renderToString(createElement(AuthProvider, { auth: value as never }))).toThrow(
        new TypeError('AuthProvider: `auth` must come from `createAuth`'),
      )
    })
  }

  it('an unknown kind', () => {
    const Wrong = (): string => useVerdict('forbiden' as 'forbidden').verdict?.reason ?? ''
    expect(() => renderToString(createElement(AuthProvider, { auth }, createElement(Wrong)))).toThrow(TypeError)
  })

  it('a listener that is none', () => {
    const Wrong = (): null => {
      useAuthEvent('signed-in', undefined as never)
      return null
    }
    expect(() => renderToString(createElement(AuthProvider, { auth }, createElement(Wrong)))).toThrow(
      new TypeError('useAuthEvent: `listener` must be a function'),
    )
  })
})
