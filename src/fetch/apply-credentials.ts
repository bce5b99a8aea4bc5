import type { Session } from '../session/index.js'
import { askInTime } from './ask-in-time.js'
import { headersOf } from './credential.js'
import { extrasOf, type FetchArguments } from './replay.js'
import { isRequest, requestOf } from './request-kind.js'

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
  readonly apply: (args: FetchArguments, info: AttemptInfo) => Promise<FetchArguments>
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

  const bearerFor = async (args: FetchArguments, info: AttemptInfo): Promise<string | undefined> => {
    if (token === undefined || new Headers(headersOf(args)).has('authorization')) return undefined
    const value: unknown = await ask('token', () => token(), info)
    return typeof value === 'string' && value !== '' ? `Bearer ${value}` : undefined
  }

  const applyToRequest = async (args: FetchArguments, info: AttemptInfo): Promise<FetchArguments> => {
    const [input, init] = args
    const keepalive = init?.keepalive ?? (isRequest(input) && input.keepalive)
    const request = requestOf(input, init)
    const { url } = request
    const authorized: FetchArguments = [request, extrasOf(init, request, keepalive)]
    // What is sent is this Request and nothing else, so that its own URL decides.
    if (!isOwn(url)) return authorized
    const bearer = await bearerFor(authorized, info)
    if (bearer !== undefined) setHeader(request.headers, bearer)
    await ask('authorize', (attempt) => authorize?.(request, attempt), info)
    if (request.url !== url) throw new TypeError('authorize: the URL of `request` must stay as it is')
    return authorized
  }

  const applyToText = async (args: FetchArguments, info: AttemptInfo): Promise<FetchArguments> => {
    const bearer = await bearerFor(args, info)
    if (bearer === undefined) return args
    const headers = new Headers(headersOf(args))
    setHeader(headers, bearer)
    return [args[0], { ...args[1], headers }]
  }

  return {
    exist: token !== undefined || authorize !== undefined,
    apply: async (args, info) => {
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
