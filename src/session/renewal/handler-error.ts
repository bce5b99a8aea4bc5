/** Statuses of a token endpoint that pass by themselves. */
const transientStatuses: ReadonlySet<number> = new Set([408, 409, 423, 425, 429])
/** How deep an error is searched: SDKs wrap what their HTTP client threw. */
const MAX_DEPTH = 4

/**
 * Whether what `renew` or `signIn` threw may pass by itself: no network, a time-out, 408, 409, 423, 425, 429, or a server
 * error. Everything else says that the user must sign in: an OAuth code such as `login_required` or `invalid_grant`
 * (RFC 6749 §5.2, OpenID Connect Core §3.1.2.6), 400, 401, 403, and what no SDK explains.
 */
export function isTransientError(error: unknown): boolean {
  for (const part of chainOf(error)) {
    if (hasTransientCode(part)) return true
    if (hasOAuthCode(part)) return false
    const status = statusOf(part)
    if (status !== undefined) return isTransientStatus(status)
    if (isNetworkError(part)) return true
  }
  const status = statusInMessage(error)
  return status !== undefined && isTransientStatus(status)
}

function isTransientStatus(status: number): boolean {
  return status === 0 || status >= 500 || transientStatuses.has(status)
}

/** Whether what was thrown says by a code or a status that there are no fresh credentials to be had. */
export function isRefusal(error: unknown): boolean {
  return (
    chainOf(error).some((part) => hasOAuthCode(part) || statusOf(part) !== undefined) ||
    statusInMessage(error) !== undefined
  )
}

/** The error, and what it wraps. */
function chainOf(error: unknown): readonly unknown[] {
  const chain: unknown[] = []
  for (let part = error; part !== undefined && part !== null && chain.length < MAX_DEPTH; part = read(part, 'cause')) {
    chain.push(part)
  }
  return chain
}

/** Codes of identity SDKs, and of RFC 6749 §4.1.2.1, for what passes by itself; `request_error` is Auth0's for an answer that is none of OAuth. */
function hasTransientCode(error: unknown): boolean {
  return ['error', 'errorCode', 'code'].some((name) => {
    const value = read(error, name)
    return (
      typeof value === 'string' &&
      /^(?:timeout|timed_out|(?:auth\/)?network[-_](?:error|request[-_]failed)|no_network_connectivity|(?:get|post)_request_failed|request_error|temporarily_unavailable|server_error|slow_down)$/i.test(
        value,
      )
    )
  })
}

/** A code that a token or authorization endpoint answers with, as the SDKs of identity providers keep it. */
function hasOAuthCode(error: unknown): boolean {
  return ['error', 'errorCode', 'code', 'name'].some((name) => {
    const value = read(error, name)
    return (
      typeof value === 'string' &&
      /^(?:(?:login|interaction|consent|account_selection|mfa)_required|invalid_(?:grant|token|client|request)|unauthorized_client|access_denied|(?:missing|expired|invalid)_refresh_token|refresh_token_\w+|token_expired|InteractionRequired\w*)$/i.test(
        value,
      )
    )
  })
}

/** The status in an error of ky, axios, ofetch or why401, by shape. */
function statusOf(error: unknown): number | undefined {
  const holders = [read(error, 'response'), error]
  for (const holder of holders) {
    for (const name of ['status', 'statusCode']) {
      const status = read(holder, name)
      // XMLHttpRequest says 0 when no answer came.
      if (status === 0 || (typeof status === 'number' && status >= 400 && status < 600)) return status
    }
  }
  return undefined
}

/** `throw new Error('refresh failed: 401')` is what most apps write. */
function statusInMessage(error: unknown): number | undefined {
  const message = typeof error === 'string' ? error : read(error, 'message')
  const found = typeof message === 'string' ? /\b[45]\d\d\b/.exec(message.slice(0, 500)) : null
  return found === null ? undefined : Number(found[0])
}

/** What fetch and its clients throw when nothing came back: a mistake in a handler is a TypeError too, and is no such. */
function isNetworkError(error: unknown): boolean {
  const [name = '', message = '', code = ''] = ['name', 'message', 'code'].map((key) => readText(error, key))
  return (
    /^(?:Network|Timeout|Abort)Error$/.test(name) ||
    /^(?:ERR_NETWORK|ECONN\w+|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|UND_ERR_\w+)$/.test(code) ||
    /fetch failed|failed to fetch|network ?error|network request failed|network connection|internet connection|load failed|socket hang up|timed? ?out\b|\bERR_(?:NETWORK|INTERNET|CONNECTION|NAME|ADDRESS|TIMED)\w*/i.test(
      message,
    )
  )
}

/** Whether it is an error; a hostile proxy is none. */
export function isError(value: unknown): value is Error {
  try {
    return value instanceof Error
  } catch {
    return false
  }
}

/** Reads a member of anything; what throws, as a hostile proxy does, has none. */
function read(value: unknown, name: string): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined
  try {
    return Reflect.get(value, name)
  } catch {
    return undefined
  }
}

function readText(value: unknown, name: string): string {
  const text = read(value, name)
  return typeof text === 'string' ? text.slice(0, 500) : ''
}
