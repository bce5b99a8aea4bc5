import { hasInjectionContext, inject, type InjectionKey, type Plugin, provide } from 'vue'
import { type Auth, mustBeAuth } from '../fetch/index.js'

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
  mustBeAuth(auth, 'authPlugin')
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
  mustBeAuth(auth, 'provideAuth')
  provide(key, auth)
}

/** The app's `auth`, for the composable of this name. */
export function injectAuth(composable: string): Auth {
  const auth = hasInjectionContext() ? inject(key, undefined) : undefined
  if (auth === undefined) {
    throw new Error(`${composable}: there is no auth here; app.use(authPlugin(auth)) provides one`)
  }
  return auth
}
