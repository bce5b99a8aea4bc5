import { createElement, Fragment, type ReactElement } from 'react'
import { type Auth } from 'why401'
import { AuthProvider, useAuth, useAuthEvent, useAuthState, useIntegration, useVerdict } from 'why401/react'

/** The state that each render of `Page` had. */
export type Renders = string[]

function Page({ renders }: { readonly renders: Renders }): ReactElement {
  const { status, generation } = useAuthState()
  const selected = useAuthState((state) => ({ isSignedIn: state.status === 'signed-in' }))
  const { verdict } = useVerdict('forbidden')
  const meteo = useIntegration('meteo')
  const auth = useAuth()
  useAuthEvent('signed-in', () => renders.push('heard signed-in'))
  renders.push(`${status} ${generation}`)
  return createElement(
    Fragment,
    null,
    createElement('p', { id: 'status' }, `${status} ${generation} ${selected.isSignedIn}`),
    createElement('p', { id: 'forbidden' }, verdict?.reason ?? 'nothing refused'),
    createElement('p', { id: 'meteo' }, meteo.verdict?.reason ?? 'connected'),
    createElement('button', { type: 'button', onClick: auth.signedIn }, 'Sign in'),
  )
}

/** A page with every hook, for the server and for hydration. */
export function pageOf(auth: Auth, renders: Renders): ReactElement {
  return createElement(AuthProvider, { auth }, createElement(Page, { renders }))
}

/** The server's HTML for it: `ssr.test.ts` checks it, and the browser tests start from it. */
export const pageHtml =
  '<p id="status">unknown 0 false</p><p id="forbidden">nothing refused</p><p id="meteo">connected</p><button type="button">Sign in</button>'
