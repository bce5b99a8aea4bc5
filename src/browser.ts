// The package for a page without a bundler: one file, and those that it loads when it needs them.
// May import: every floor but the client and framework adapters.
import type { ClassifyContext } from './classify.js'
import type { Verdict } from './verdict/index.js'

export * from './index.js'

/**
 * Tells why a response was refused and what would fix it; the response is left unread. The classifier is loaded with
 * the first call.
 *
 * @throws TypeError when `response` is not a `Response`, and when a file of why401 is missing
 * @see RFC 9110 §11 and §15.5
 * @example
 * const verdict = await classify(await fetch('/api/reports'))
 * if (verdict.kind === 'reauthenticate') openSignInDialog(verdict)
 */
export async function classify(response: Response, context?: ClassifyContext): Promise<Verdict> {
  if (typeof response?.clone !== 'function') throw new TypeError('classify: `response` must be a Response')
  // The caller may read the response before the classifier is loaded.
  const unread = response.clone()
  const { classify: classifyUnread } = await import('./classify.js')
  return classifyUnread(unread, context)
}
