import { standard } from './conventions/index.js'
import { type Auth, createAuth as createAuthWith } from './fetch/index.js'
import { classifyResponse, type RequestLike } from './response/index.js'
import type { AuthOptions } from './session/index.js'
import type { Convention, Role, Verdict } from './verdict/index.js'

/** Built once: for `classify` alone it would be built for each answer. */
let usual: readonly Convention[] | undefined

/** What the caller of `classify` knows beside the response. */
export interface ClassifyContext {
  readonly request?: RequestLike
  readonly role?: Role
  /** Name of the third party behind this endpoint; implies role `integration`. */
  readonly integration?: string
  /** Default: `standard()`. */
  readonly conventions?: readonly Convention[]
  /** Realms of our own challenges, to tell them from relayed ones. */
  readonly ownRealms?: readonly string[]
}

/**
 * Tells why a response was refused and what would fix it; the response is left unread.
 *
 * @throws TypeError when `response` is not a `Response`
 * @see RFC 9110 §11 and §15.5
 * @example
 * const verdict = await classify(await fetch('/api/reports'))
 * if (verdict.kind === 'reauthenticate') openSignInDialog(verdict)
 */
export function classify(response: Response, context: ClassifyContext = {}): Promise<Verdict> {
  return classifyResponse(response, { ...context, conventions: context.conventions ?? (usual ??= standard()) })
}

/**
 * Creates the one `Auth` of an app: a `fetch` that knows why it was refused, events, state.
 *
 * @throws TypeError that names the option
 * @example
 * const auth = createAuth({ signIn: async () => ((await openSignInDialog()) ? 'renewed' : 'declined') })
 * auth.on('forbidden', ({ verdict }) => showNotice(verdict.reason))
 * const response = await auth.fetch('/api/reports')
 */
export function createAuth(options: AuthOptions = {}): Auth {
  // What is no object is for `createAuthWith` to name.
  return createAuthWith(
    typeof options === 'object' && options !== null
      ? { ...options, conventions: options.conventions ?? standard() }
      : options,
  )
}
