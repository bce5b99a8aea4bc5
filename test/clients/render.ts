import { createElement, type ReactElement, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { createApp, watchEffect } from 'vue'

/** What query libraries hold: data, or an error, or neither yet. */
export interface QueryState {
  readonly data?: unknown
  readonly error?: unknown
}

/** When a component is taken away; by default, when there is data or an error. */
export interface Ending {
  /** Is called with each state that is shown. */
  readonly isEnough?: (state: QueryState) => boolean
  readonly enough?: Promise<void>
}

const isSettled = ({ data, error }: QueryState): boolean => Boolean(error) || data !== undefined

/** Has the user sign in when there is an error, and waits for data. */
export const signingIn = (signIn: () => void): Ending => ({
  isEnough: ({ data, error }) => {
    if (error) signIn()
    return data !== undefined
  },
})

function watchStates({ isEnough = isSettled, enough }: Ending): {
  readonly last: Promise<QueryState>
  readonly show: (state: QueryState) => void
} {
  const { promise: last, resolve } = Promise.withResolvers<QueryState>()
  let newest: QueryState = {}
  void enough?.then(() => resolve(newest))
  return {
    last,
    show: (state) => {
      if (isSettled(state)) newest = state
      if (!enough && isEnough(state)) resolve(state)
    },
  }
}

function dataOf({ data, error }: QueryState): unknown {
  if (error) throw error
  return data
}

/** Uses a React hook in a component, and gives or throws what it held at the end. */
export async function useInReact(
  useState: () => QueryState,
  ending: Ending = {},
  wrap: (child: ReactElement) => ReactElement = (child) => child,
): Promise<unknown> {
  const { last, show } = watchStates(ending)
  function Probe(): null {
    const state = useState()
    useEffect(() => show(state))
    return null
  }
  const root = createRoot(document.createElement('div'))
  root.render(wrap(createElement(Probe)))
  return last.then(dataOf).finally(() => root.unmount())
}

/** The same for a Vue composable; `useState` gives a function that reads its refs. */
export async function useInVue(useState: () => () => QueryState, ending: Ending = {}): Promise<unknown> {
  const { last, show } = watchStates(ending)
  const app = createApp({
    setup() {
      const read = useState()
      watchEffect(() => show(read()))
      return () => null
    },
  })
  app.mount(document.createElement('div'))
  return last.then(dataOf).finally(() => app.unmount())
}
