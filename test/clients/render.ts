import { createElement, type ReactElement, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { createApp, watchEffect } from 'vue'

/** What query libraries hold: data, or an error, or neither yet. */
export interface QueryState {
  readonly data?: unknown
  readonly error?: unknown
}

const isSettled = ({ data, error }: QueryState): boolean => Boolean(error) || data !== undefined

function dataOf({ data, error }: QueryState): unknown {
  if (error) throw error
  return data
}

/** Uses a React hook in a component until `enough` settles, by default when there is data or an error; gives or throws what it held. */
export async function useInReact(
  useState: () => QueryState,
  wrap: (child: ReactElement) => ReactElement = (child) => child,
  enough?: Promise<void>,
): Promise<unknown> {
  const root = createRoot(document.createElement('div'))
  try {
    const settled = await new Promise<QueryState>((resolve) => {
      let newest: QueryState = {}
      function Probe(): null {
        const state = useState()
        useEffect(() => {
          if (isSettled(state)) newest = state
          if (isSettled(state) && !enough) resolve(state)
        })
        return null
      }
      void enough?.then(() => resolve(newest))
      root.render(wrap(createElement(Probe)))
    })
    return dataOf(settled)
  } finally {
    root.unmount()
  }
}

/** The same for a Vue composable; `useState` gives a function that reads its refs. */
export async function useInVue(useState: () => () => QueryState, enough?: Promise<void>): Promise<unknown> {
  let unmount = (): void => {}
  try {
    const settled = await new Promise<QueryState>((resolve) => {
      let newest: QueryState = {}
      const app = createApp({
        setup() {
          const read = useState()
          watchEffect(() => {
            const state = read()
            if (isSettled(state)) newest = state
            if (isSettled(state) && !enough) resolve(state)
          })
          return () => null
        },
      })
      void enough?.then(() => resolve(newest))
      app.mount(document.createElement('div'))
      unmount = () => app.unmount()
    })
    return dataOf(settled)
  } finally {
    unmount()
  }
}
