import { verdictOf } from 'why401'
import { createPageAuth } from './service-worker.ts'

// What the test calls in the browser.
let passwords: string[] = []
let asked = 0
const auth = createPageAuth(location.origin, async () => {
  asked += 1
  const body = JSON.stringify({ password: passwords.shift() })
  return (await auth.fetch('/session', { method: 'POST', body })).ok
})

/** Asks for the reports, with a user who types these passwords. */
async function run(...typed: string[]) {
  passwords = typed
  const response = await auth.fetch('/api/reports')
  return { status: response.status, kind: verdictOf(response)?.kind, asked }
}

async function register(): Promise<void> {
  const controlled = new Promise<void>((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true })
  })
  await navigator.serviceWorker.register('/worker.js')
  await controlled
}

Object.assign(globalThis, { run, register })
