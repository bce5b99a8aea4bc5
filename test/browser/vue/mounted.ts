import { onTestFinished } from 'vitest'
import { type App, type Component, createApp, defineComponent, nextTick } from 'vue'
import type { Auth } from 'why401'
import { authPlugin } from 'why401/vue'

/** An app with this `auth`, in the document until the test ends. */
export function mounted(auth: Auth, root: Component): { readonly app: App; readonly element: HTMLElement } {
  const element = document.body.appendChild(document.createElement('main'))
  const app = createApp(root).use(authPlugin(auth))
  app.mount(element)
  onTestFinished(() => {
    app.unmount()
    element.remove()
  })
  return { app, element }
}

/** A component that shows a text and records every text that it showed. */
export function showing(setup: () => () => string): {
  readonly component: Component
  readonly renders: readonly string[]
} {
  const renders: string[] = []
  const component = defineComponent(() => {
    const text = setup()
    return () => {
      renders.push(text())
      return renders.at(-1)
    }
  })
  return { component, renders }
}

/** Resolves when Vue has rendered every pending change. */
export const rendered = (): Promise<void> => nextTick()
