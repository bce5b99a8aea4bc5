import { hasInjectionContext, inject, type InjectionKey, type Plugin, provide } from 'vue'
import { type Auth, mustBeAuth } from '../fetch/index.js'

const key: InjectionKey<Auth> = Symbol('why401')

/**
 * Provides this `auth` to every component of an app.
 *
 * @throws TypeError when `auth` does not come from `createAuth`
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
 * Provides another `auth` to the components below this one, for a part of the page that has a login of its own.
 *
 * @throws TypeError when `auth` does not come from `createAuth`
 * @example
 * provideAuth(auth) // in the setup of the component around them
 */
export function provideAuth(auth: Auth): void {
  mustBeAuth(auth, 'provideAuth')
  provide(key, auth)
}

/** The `auth` that is provided here; `composable` names the composable in the error. */
export function injectAuth(composable: string): Auth {
  const auth = hasInjectionContext() ? inject(key, undefined) : undefined
  if (auth === undefined) {
    throw new Error(`${composable}: there is no auth here; app.use(authPlugin(auth)) provides one`)
  }
  return auth
}
