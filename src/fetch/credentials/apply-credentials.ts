import type { Session } from '../../session/index.js'
import { askInTime } from './ask-in-time.js'
import { extrasOf } from './extra-options.js'
import { headersOf } from './headers-of.js'
import type { FetchArguments } from '../replay/replay.js'
import { isRequest, requestOf } from '../request-kind.js'

/** What is known of the attempt that a credential is asked for. */
export interface AttemptInfo {
  readonly replay: boolean
  readonly signal: AbortSignal | undefined
}

/** Puts the app's credentials on an attempt: `token` and `authorize`. */
export interface Credentials {
  /** False when the app gave neither. */
  readonly exist: boolean
  /** The attempt with credentials. A `Request` is used up before anything is waited for, as `fetch` does it. */
  readonly apply: (args: FetchArguments, info: AttemptInfo) => FetchArguments | Promise<FetchArguments>
}

const shared = new WeakMap<Session, Credentials>()

/** One for each session, however many fetches it has: `authorize` of one may call another. */
export function credentialsOf(session: Session, isOwn: (url: string) => boolean): Credentials {
  const known = shared.get(session)
  if (known) return known
  const credentials = createCredentials(session, isOwn)
  shared.set(session, credentials)
  return credentials
}

function createCredentials(session: Session, isOwn: (url: string) => boolean): Credentials {
  const { token, authorize } = session.options
  const ask = askInTime(session.signal)

  /** Sets the token on headers that have no `Authorization` of their own. */
  const setToken = async (headers: Headers, info: AttemptInfo): Promise<void> => {
    if (token === undefined || headers.has('authorization')) return
    const value: unknown = await ask('token', () => token(), info)
    if (typeof value === 'string' && value !== '') setHeader(headers, `Bearer ${value}`)
  }

  const applyToRequest = async (args: FetchArguments, info: AttemptInfo): Promise<FetchArguments> => {
    const [input, init] = args
    const keepalive = init?.keepalive ?? (isRequest(input) && input.keepalive)
    const request = requestOf(input, init)
    const { url } = request
    const authorized: FetchArguments = [request, extrasOf(init, request, keepalive)]
    // What is sent is this Request and nothing else, so that its own URL decides.
    if (!isOwn(url)) return authorized
    try {
      if (token) await setToken(request.headers, info)
      // Most apps answer at once: then nothing is waited for.
      const asked = authorize && ask('authorize', (context) => authorize(request, context), info)
      if (asked) await asked
      if (request.url !== url) throw new TypeError('authorize: the URL of `request` must stay as it is')
      return authorized
    } catch (error) {
      // It is not sent; the source of a stream hears of that, as it does of a call that `fetch` rejects.
      request.body?.cancel().catch(() => {})
      throw error
    }
  }

  const applyToText = async (args: FetchArguments, info: AttemptInfo): Promise<FetchArguments> => {
    const headers = new Headers(headersOf(args))
    await setToken(headers, info)
    return [args[0], { ...args[1], headers }]
  }

  return {
    exist: token !== undefined || authorize !== undefined,
    apply: (args, info) => {
      if (ask.isAsking()) return args
      return authorize !== undefined || isRequest(args[0]) ? applyToRequest(args, info) : applyToText(args, info)
    },
  }
}

/** The platform's own error for a bad value has the value in its message. */
function setHeader(headers: Headers, value: string): void {
  try {
    headers.set('authorization', value)
  } catch {
    throw new TypeError('token: what it returned cannot be the value of a header')
  }
}
