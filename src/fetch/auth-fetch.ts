import type { FetchMode, RequestMemory, Session, SessionSnapshot } from '../session/index.js'
import type { Verdict } from '../verdict/index.js'
import { extras, type FetchArguments, isRequest, prepareReplay } from './replay.js'
import { remember } from './verdict-of.js'

/** A drop-in `fetch` that joins a session; `carrier` sends each attempt, looked up at call time. */
export function createAuthFetch(
  session: Session,
  carrier: () => typeof globalThis.fetch,
  mode: FetchMode = 'interactive',
): typeof globalThis.fetch {
  const { options, isOwnOrigin: lists, matchRoute: place, refused } = session

  /** Credentials go on a request of its own for each attempt, so that a replay gets fresh ones. */
  const authorized = async ([input, init]: FetchArguments): Promise<FetchArguments> => {
    const request = new Request(input, init)
    if (options.token !== undefined && !request.headers.has('authorization')) {
      const token = await options.token()
      if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`)
    }
    await options.authorize?.(request, { replay: false, signal: session.signal })
    return [request, extras(init, request)]
  }

  const begin: typeof globalThis.fetch = (input, init) => {
    const target = targetOf(input)
    if (target === undefined || !lists(target.origin)) return carrier()(input, init)
    const method = (init?.method ?? (isRequest(input) ? input.method : 'GET')).toUpperCase()
    const signal = (init?.signal === undefined && isRequest(input) ? input.signal : init?.signal) ?? undefined
    const at = place(target, method)
    const replay = prepareReplay(input, init)
    const summary = { method, url: target.origin + target.pathname }
    const own = session.modeOf(mode)
    const send = async (): Promise<Response> => {
      const memory: RequestMemory = {}
      let first: SessionSnapshot | undefined
      let refusedWith: string | undefined
      let refusal: (() => Promise<boolean>) | undefined
      let last: Response | undefined
      for (let replayed = false; ; replayed = true) {
        if (!replayed) await session.beforeSend({ route: at, summary, mode: own, signal, memory })
        const snapshot = session.snapshot()
        first ??= snapshot
        const sent =
          options.authorize === undefined && options.token === undefined
            ? replay.next()
            : await authorized(replay.next())
        const credential = credentialOf(sent)
        if (replayed && credential !== undefined && credential === refusedWith && refusal && last) {
          if (await refusal()) continue
          return last
        }
        if (replayed && !session.canSendAgain(first) && last) return last
        let response: Response
        const attempt = {
          summary,
          request: { url: target.href, method, ...whatWasSent(...sent) },
          route: at,
          snapshot,
          replayed,
          mode: own,
          credential,
          blockedReason: replay.blockedReason,
          isHandedBack: init?.redirect === 'manual' || init?.credentials === 'omit',
          memory,
          signal,
          judged: (verdict: Verdict): void => {
            if (last) remember(last, verdict, replay.blockedReason ?? send)
          },
        }
        try {
          response = await carrier()(...sent)
        } catch (error) {
          if (error instanceof TypeError && (await session.unreachable(attempt))) continue
          throw error
        }
        if (!needsClassification(response, at.inspect) || !isOwnResponse(response, target, lists)) {
          if (replayed || session.watchesSuccess()) session.succeeded(attempt)
          return response
        }
        last = response
        const again = await refused(response, attempt)
        if (!again) return response
        refusedWith = credential
        refusal = () => session.unchangedCredential(attempt)
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

function credentialOf([input, init]: FetchArguments): string | undefined {
  return new Headers(init?.headers ?? (isRequest(input) ? input.headers : undefined)).get('authorization') ?? undefined
}
