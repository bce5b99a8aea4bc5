import { isRequest } from '../request-kind.js'
import type { FetchArguments } from './replay.js'
import { changeRequest } from './send-again.js'

/** Statuses that a cache may keep without being told to (RFC 9110 §15.1). */
const cacheable: ReadonlySet<number> = new Set([200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501])

/** Whether a cache may answer the next request with this response (RFC 9111 §3). */
export function mayBeCached({ status, redirected, headers }: Response): boolean {
  const control = headers.get('cache-control') ?? ''
  if (/no-store/i.test(control)) return false
  return redirected || cacheable.has(status) || /max-age|public|immutable/i.test(control) || headers.has('expires')
}

/** The same attempt past the cache, where its caller left that to the default. */
export function pastCache([input, init]: FetchArguments): FetchArguments {
  const { cache } = { ...(isRequest(input) && { cache: input.cache }), ...init }
  if (cache !== undefined && cache !== 'default') return [input, init]
  if (!isRequest(input)) return [input, { ...init, cache: 'reload' }]
  return [changeRequest(input, { cache: 'reload' }), init]
}
