import { standard } from './conventions/index.js'
import { classifyResponse, type RequestLike } from './response/index.js'
import type { Convention, Role, Verdict } from './verdict/index.js'

/** Built once: for `classify` alone it would be built for each answer. */
let usual: readonly Convention[] | undefined

/** What the caller of `classify` knows beside the response. */
export interface ClassifyContext {
  /** What was sent: whose credentials a 401 refuses depends on it. Default: nothing is known of it. */
  readonly request?: RequestLike
  /** What the endpoint is for. Default: `resource`. */
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
