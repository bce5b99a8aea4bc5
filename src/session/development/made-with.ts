import type { Events } from '../events.js'
import type { AuthOptions } from '../options.js'

/**
 * What each session was made with, by the `on` that its `Auth` has too: the devtools say how long things may take in this
 * app. The engine notes it, since nothing waits before there is one.
 */
export const madeWith: WeakMap<Events['on'], { readonly options: AuthOptions; readonly maxWait: number }> =
  /* @__PURE__ */ new WeakMap()
