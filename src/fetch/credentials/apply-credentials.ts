import type { Session } from '../../session/index.js'
import type { FetchArguments } from '../replay/replay.js'
import { isRequest, requestOf } from '../request-kind.js'
import { extrasOf } from './extra-options.js'

/** How long `token` or `authorize` may take for one attempt, ms. */
export const CREDENTIAL_TIMEOUT_MS = 10_000

/** How many calls of `token` and `authorize` may be under way: more are a chain of calls that wait for each other. */
const MAX_PENDING = 10_000

/** What is known of the attempt that a credential is asked for. */
export interface AttemptInfo {
  readonly replay: boolean
  readonly signal: AbortSignal | undefined
}

type CredentialSession = Pick<Session, 'options' | 'waitFor'>

/** Puts the app's credentials on an attempt: `token` and `authorize`. */
export class Credentials {
  /** False when the app gave neither. */
  readonly exist: boolean
  readonly #session: CredentialSession
  readonly #isOwn: (url: string) => boolean
  /** The option whose code runs now: a request that it starts is one that the credential depends on. */
  #asking: string | undefined
  #isWarned = false
  #pending = 0

  constructor(session: CredentialSession, isOwn: (url: string) => boolean) {
    const { token, authorize } = session.options
    this.exist = token !== undefined || authorize !== undefined
    this.#session = session
    this.#isOwn = isOwn
  }

  /** The attempt with credentials. A `Request` is used up before anything is waited for, as `fetch` does it. */
  async apply(args: FetchArguments, { replay, signal }: AttemptInfo): Promise<FetchArguments> {
    if (this.#asking !== undefined) return this.#warn(args)
    const { token, authorize } = this.#session.options
    const [input, init] = args
    const request = authorize || isRequest(input) ? requestOf(input, init) : undefined
    const url = request?.url
    const headers = request?.headers ?? new Headers(init?.headers)
    const authorized: FetchArguments = request ? [request, extrasOf(args, request)] : [input, { ...init, headers }]
    // What is sent is this Request and nothing else, so that its own URL decides.
    if (url !== undefined && !this.#isOwn(url)) return authorized
    const controller = authorize && new AbortController()
    try {
      if (token && !headers.has('authorization')) setToken(headers, await this.#ask('token', token, signal))
      if (authorize && request && controller) {
        const context = { replay, signal: controller.signal }
        const asked = this.#ask('authorize', () => authorize(request, context), signal)
        // Most apps answer at once: then nothing is waited for.
        if (asked) await asked
      }
      if (request?.url !== url) throw new TypeError('authorize: the URL of `request` must stay as it is')
      return authorized
    } catch (error) {
      controller?.abort(error)
      // It is not sent; the source of a stream is cancelled, as it is for a call that `fetch` rejects.
      request?.body?.cancel().catch(() => {})
      throw error
    }
  }

  #ask<T>(name: string, run: () => T | Promise<T>, signal: AbortSignal | undefined): T | Promise<T> {
    if (this.#pending >= MAX_PENDING) {
      throw new TypeError(`${name}: ${MAX_PENDING} calls wait for it; it must not wait for a request that waits for it`)
    }
    let answer: T | Promise<T>
    try {
      this.#asking = name
      answer = run()
    } finally {
      this.#asking = undefined
    }
    if (!isPromise(answer)) return answer
    this.#pending += 1
    const inTime = this.#session.waitFor(answer, { name, signal, ms: CREDENTIAL_TIMEOUT_MS })
    return inTime.finally(() => (this.#pending -= 1))
  }

  #warn(args: FetchArguments): FetchArguments {
    if (!this.#isWarned) {
      console.warn(`why401: a request that \`${this.#asking}\` itself sends goes out without a credential`)
    }
    this.#isWarned = true
    return args
  }
}

/** The platform's own error for a bad value has the value in its message. */
function setToken(headers: Headers, value: unknown): void {
  if (typeof value !== 'string' || value === '') return
  try {
    headers.set('authorization', `Bearer ${value}`)
  } catch {
    throw new TypeError('token: what it returned cannot be the value of a header')
  }
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof value === 'object' && value !== null && 'then' in value
}
