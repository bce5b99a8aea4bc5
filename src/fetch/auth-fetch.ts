import type { Session } from '../session/index.js'
import type { Verdict } from '../verdict/index.js'
import { extras, type FetchArguments, isRequest, prepareReplay } from './replay.js'
import { remember } from './verdict-of.js'

/** A drop-in `fetch` that joins a session; `carrier` sends each attempt, looked up at call time. */
export function createAuthFetch(session: Session, carrier: () => typeof globalThis.fetch): typeof globalThis.fetch {
  const { options, isOwnOrigin: lists, matchRoute: place, snapshot, refused } = session

  /** Credentials go on a request of its own for each attempt, so that a replay gets fresh ones. */
  const authorized = async ([input, init]: FetchArguments): Promise<FetchArguments> => {
    const request = new Request(input, init)
    await options.authorize?.(request)
    return [request, extras(init, request)]
  }

  const begin: typeof globalThis.fetch = (input, init) => {
    const target = targetOf(input)
    if (target === undefined || !lists(target.origin)) return carrier()(input, init)
    const method = (init?.method ?? (isRequest(input) ? input.method : 'GET')).toUpperCase()
    const signal = (init?.signal === undefined && isRequest(input) ? input.signal : init?.signal) ?? undefined
    const at = place(target, method)
    const replay = prepareReplay(input, init)
    const send = async (): Promise<Response> => {
      for (let replayed = false; ; replayed = true) {
        const sentAt = snapshot()
        const sent = options.authorize === undefined ? replay.next() : await authorized(replay.next())
        const response = await carrier()(...sent)
        if (!needsClassification(response, at.inspect) || !isOwnResponse(response, target, lists)) return response
        const judged = (verdict: Verdict): void => remember(response, verdict, replay.blockedReason ?? send)
        const summary = { method, url: target.origin + target.pathname }
        const again = await refused(response, {
          summary,
          request: { url: target.href, method, ...whatWasSent(...sent) },
          route: at,
          snapshot: sentAt,
          replayed,
          mode: 'interactive',
          credential: undefined,
          blockedReason: replay.blockedReason,
          isHandedBack: false,
          signal,
          judged,
        })
        if (!again) return response
        if (replay.blockedReason !== undefined) {
          console.warn(`why401: ${method} ${summary.url} was not sent again: ${replay.blockedReason}`)
          return response
        }
        // The caller never sees this one; not awaited, since WebKit settles it only with the other branch.
        response.body?.cancel().catch(() => {})
      }
    }
    return send()
  }

  // One promise a request: what is thrown here, as by `new Request`, is a rejection all the same.
  return (input, init) => {
    try {
      return begin(input, init)
    } catch (error) {
      return Promise.reject(error)
    }
  }
}

/** The check that every success pays: no clone, no read. */
function needsClassification(response: Response, inspect: boolean): boolean {
  return (
    response.status >= 400 || inspect || response.type === 'opaqueredirect' || (response.redirected && isHtml(response))
  )
}

function isHtml(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/html') === true
}

/** A redirect may have led to somebody else, whose answer is not for us to judge. */
function isOwnResponse(response: Response, target: URL, lists: (origin: string) => boolean): boolean {
  if (!response.redirected || response.url === '') return true
  const { origin } = new URL(response.url)
  return origin === target.origin || lists(origin)
}

function targetOf(input: RequestInfo | URL): URL | undefined {
  try {
    return new URL(isRequest(input) ? input.url : input, globalThis.location?.href)
  } catch {
    return undefined
  }
}

/** What was sent, for the verdict; looked at only once something was refused. */
function whatWasSent(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
): { headers: HeadersInit; credentials?: RequestCredentials } {
  const own = isRequest(input) ? input : undefined
  const credentials = init?.credentials ?? own?.credentials
  return { headers: init?.headers ?? own?.headers ?? [], ...(credentials !== undefined && { credentials }) }
}
