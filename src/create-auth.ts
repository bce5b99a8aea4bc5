import { type Auth, createAuthWith } from './fetch/index.js'
import type { AuthOptions } from './session/index.js'

/**
 * Creates the one `Auth` of an app: a `fetch` that knows why it was refused, events, state. The code that
 * classifies refusals and acts on them is loaded when the page is idle, or with the first refusal.
 *
 * @throws TypeError that names the option
 * @example
 * const auth = createAuth({ signIn: async () => ((await openSignInDialog()) ? 'renewed' : 'declined') })
 * auth.on('forbidden', ({ verdict }) => showNotice(verdict.reason))
 * const response = await auth.fetch('/api/reports')
 */
export function createAuth(options: AuthOptions = {}): Auth {
  return createAuthWith(options, {
    engine: async () => (await import('./fetch/engine.js')).startEngine,
    conventions: async () => (await import('./conventions/standard.js')).standard(),
  })
}
