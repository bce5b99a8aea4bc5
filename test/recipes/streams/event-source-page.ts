import { createAuth } from 'why401'
import { openEvents } from './event-source.ts'

// What the test calls in the browser.
const auth = createAuth({
  renew: async ({ fetch }) => {
    const response = await fetch('/token/refresh', { method: 'POST' })
    if (!response.ok) throw new Error(`refresh: ${response.status}`)
  },
})
const run = (): Promise<string> =>
  new Promise((resolve) => {
    openEvents(auth, '/events', { onMessage: resolve, onRefused: (verdict) => resolve(verdict?.kind ?? 'no answer') })
  })
Object.assign(globalThis, { run })
