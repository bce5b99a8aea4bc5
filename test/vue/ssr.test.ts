import { describe, expect, it, vi } from 'vitest'
import { createSSRApp, effectScope } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { createAuth } from 'why401'
import { authPlugin, useAuth, useAuthEvent, useAuthState, useIntegration, useVerdict } from 'why401/vue'
import { at, backend } from '../adapters/backend.ts'
import { watched } from '../adapters/watched.ts'
import { pageHtml, pageOf } from './page.ts'

const auth = createAuth({ tabs: false })

describe('on a server', () => {
  it('a page with every composable is a page of somebody unknown, and nothing complains', async () => {
    const complain = vi.spyOn(console, 'warn')
    expect(await renderToString(pageOf(auth, []))).toBe(pageHtml)
    expect(complain).not.toHaveBeenCalled()
    complain.mockRestore()
  })

  it('what this auth knows already does not show, since the browser that hydrates the page does not know it', async () => {
    const knowing = createAuth({ ...backend, tabs: false })
    knowing.signedIn()
    await knowing.fetch(at('/meteo'))
    expect(knowing.state.get().status).toBe('signed-in')
    expect(knowing.integrations.get().has('meteo')).toBe(true)
    expect(await renderToString(pageOf(knowing, []))).toBe(pageHtml)
  })

  it('nothing ever listens', async () => {
    const { auth: counting, added } = watched(auth)
    await renderToString(pageOf(counting, []))
    expect(added()).toBe(0)
  })
})

describe('what is used in the wrong way says so', () => {
  const composables: Readonly<Record<string, () => unknown>> = {
    useAuth: () => useAuth(),
    useAuthState: () => useAuthState(),
    useAuthEvent: () => useAuthEvent('signed-in', () => {}),
    useVerdict: () => useVerdict('forbidden'),
    useIntegration: () => useIntegration('meteo'),
  }
  for (const [name, use] of Object.entries(composables)) {
    it(`${name} in an app without the plugin, and outside of any app`, () => {
      const warn = vi.spyOn(console, 'warn')
      const lost = new Error(`${name}: there is no auth here; app.use(authPlugin(auth)) provides one`)
      expect(() => createSSRApp({}).runWithContext(use)).toThrow(lost)
      expect(() => effectScope().run(use)).toThrow(lost)
      expect(warn).not.toHaveBeenCalled()
      warn.mockRestore()
    })
  }

  for (const [what, value] of Object.entries({ nothing: undefined, null: null, options: {}, 'a fetch': fetch })) {
    it(`a plugin of ${what}`, () => {
      expect(() => authPlugin(value as never)).toThrow(new TypeError('authPlugin: `auth` must come from `createAuth`'))
    })
  }

  it('an unknown kind', () => {
    const app = createSSRApp({}).use(authPlugin(auth))
    expect(() => app.runWithContext(() => useVerdict('forbiden' as 'forbidden'))).toThrow(TypeError)
  })
})
