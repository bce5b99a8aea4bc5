import type { Ports, SessionOptions } from '../session/index.js'
import type { Auth } from './auth.js'
import { createAuthWith } from './create-auth.js'
import { startEngine } from './engine.js'

/**
 * Creates the one `Auth` of an app with exactly the conventions given; `createAuth` of `why401` adds the standard ones.
 * All that it needs is imported together with it. `ports` stand for the browser in tests.
 *
 * @throws TypeError that names the option
 * @example
 * import { oauth2, problemDetails } from 'why401/conventions'
 * import { createAuth } from 'why401/fetch'
 *
 * const auth = createAuth({ conventions: [problemDetails(), oauth2()], renew: async () => 'renewed' })
 */
export function createAuth(options: SessionOptions, ports?: Ports): Auth {
  return createAuthWith(options, startEngine, ports)
}
