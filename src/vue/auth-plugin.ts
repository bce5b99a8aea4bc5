import { hasInjectionContext, inject, type InjectionKey, type Plugin, provide } from 'vue'
import type { Auth } from '../fetch/index.js'

const key: InjectionKey<Auth> = Symbol('why401')

/**
 * Gives every component of an app this `auth`.
 *
 * @throws TypeError when `auth` is none
 * @example
 * import { createApp, defineComponent, h } from 'vue'
 * import { authPlugin, useAuthState } from 'why401/vue'
 *
 * const App = defineComponent(() => {
 *   const state = useAuthState()
 *   return () => h('p', state.value.status)
 * })
 * createApp(App).use(authPlugin(auth)).mount('#app')
 */
export function authPlugin(auth: Auth): Plugin<[]> {
  check('authPlugin', auth)
  return { install: (app) => void app.provide(key, auth) }
}

/**
 * Gives the components below this one another `auth`: for a part of the page that has a login of its own.
 *
 * @throws TypeError when `auth` is none
 * @example
 * provideAuth(auth) // in the setup of the component around them
 */
export function provideAuth(auth: Auth): void {
  check('provideAuth', auth)
  provide(key, auth)
}

/** By its shape, so that a test may bring one of its own. */
function check(name: string, auth: Auth): void {
  if (typeof auth?.on !== 'function' || typeof auth.state?.subscribe !== 'function') throw new TypeError(`${name}: \`auth\` must come from \`createAuth\``)
}

/** The app's `auth`, for the composable of this name. */
export function injectAuth(composable: string): Auth {
  const auth = hasInjectionContext() ? inject(key, undefined) : undefined
  if (auth === undefined) throw new Error(`${composable}: there is no auth here; app.use(authPlugin(auth)) provides one`)
  return auth
}
