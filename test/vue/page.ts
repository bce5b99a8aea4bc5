import { type App, createSSRApp, defineComponent, h } from 'vue'
import type { Auth } from 'why401'
import { authPlugin, useAuth, useAuthEvent, useAuthState, useIntegration, useVerdict } from 'why401/vue'

const Page = defineComponent({
  props: { renders: { type: Array<string>, required: true } },
  setup(props) {
    const state = useAuthState()
    const isSignedIn = useAuthState(({ status }) => status === 'signed-in')
    const { verdict } = useVerdict('forbidden')
    const meteo = useIntegration('meteo')
    const auth = useAuth()
    useAuthEvent('signed-in', () => props.renders.push('heard signed-in'))
    return () => {
      const { status, generation } = state.value
      props.renders.push(`${status} ${generation}`)
      return [
        h('p', { id: 'status' }, `${status} ${generation} ${isSignedIn.value}`),
        h('p', { id: 'forbidden' }, verdict.value?.reason ?? 'nothing refused'),
        h('p', { id: 'meteo' }, meteo.verdict.value?.reason ?? 'connected'),
        h('button', { type: 'button', onClick: auth.signedIn }, 'Sign in'),
      ]
    }
  },
})

/** A page with every composable, for the server and for hydration; `renders` gets the state of each render. */
export function pageOf(auth: Auth, renders: string[]): App {
  return createSSRApp(() => h(Page, { renders })).use(authPlugin(auth))
}

/** The server's HTML for it: `ssr.test.ts` checks it, and the browser tests start from it. */
export const pageHtml =
  '<!--[--><p id="status">unknown 0 false</p><p id="forbidden">nothing refused</p><p id="meteo">connected</p><button type="button">Sign in</button><!--]-->'
