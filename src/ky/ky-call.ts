import type { BeforeRequestHook, Hooks, NormalizedOptions, Options } from 'ky'
import { copyBody, isRequest, isStream } from '../fetch/index.js'
import { createTimeout, type Timeout } from './timeout.js'

/** ky hands options that it does not know to `fetch` and to hooks: so what is known of a call reaches them. */
const OPTION = 'why401Call'

/** What is known of one ky call, from its options. */
export interface KyCall {
  /** The options that ky makes the call of; a later `init` hook may still change them. */
  readonly given: Options
  readonly timeout: Timeout | undefined
  /** The app's own hooks, which put a token on: they run again for a replay. */
  readonly hooks: readonly BeforeRequestHook[]
  /** What ky gives to hooks as `options`. */
  options: NormalizedOptions | undefined
  /** What the `Request` was made of; undefined where that is not known for certain. */
  body: BodyInit | undefined
}

/** What is known of the call that these options of `fetch` belong to. */
export function callOf(init: RequestInit | undefined): KyCall | undefined {
  return (init as { readonly [OPTION]?: KyCall } | undefined)?.[OPTION]
}

/** The options of `fetch` without ours. */
export function withoutCall(init: RequestInit | undefined): RequestInit {
  const { [OPTION]: _call, ...rest } = (init ?? {}) as RequestInit & { readonly [OPTION]?: KyCall }
  return rest
}

/** The timeout of a call; undefined where an `init` hook that ran after ours gave another, which is then ky's alone. */
export function timeoutOf({ given, timeout }: KyCall): Timeout | undefined {
  return (given.timeout as unknown) === timeout ? timeout : undefined
}

/** Takes note of a call before ky makes its `Request`: an `init` hook. */
export const noteCall: NonNullable<Hooks['init']>[number] = (options) => {
  const { beforeRequest = [], beforeRetry = [] } = options.hooks ?? {}
  const timeout = createTimeout(options.timeout)
  const call: KyCall = { given: options, timeout, hooks: beforeRequest, options: undefined, body: undefined }
  Object.assign(options, { [OPTION]: call, ...(timeout && { timeout }) })
  noteBody(options, call)
  const startAgain: NonNullable<Hooks['beforeRetry']>[number] = ({ error }) => {
    if (timeout) timeout.isSending = true
    if (beforeRetry.length > 0 || Reflect.get(error, 'customRequest') !== undefined) call.body = undefined
  }
  options.hooks = {
    ...options.hooks,
    ...(beforeRequest.length > 0 && { beforeRequest: beforeRequest.map((hook) => noting(hook, call)) }),
    beforeRetry: [startAgain, ...beforeRetry],
  }
}

/** Spares a clone of the `Request`, which would keep what is uploaded a second time. */
function noteBody(options: Options, call: KyCall): void {
  const { json, body, stringifyJson = JSON.stringify } = options
  if (json !== undefined) {
    options.stringifyJson = (data) => (call.body = stringifyJson(data))
  } else if (body !== undefined && body !== null && !isStream(body)) {
    call.body = copyBody(body)
  }
}

/** A hook that returns a `Request` of its own may have given it another body. */
function noting(hook: BeforeRequestHook, call: KyCall): BeforeRequestHook {
  return async (state) => {
    call.options = state.options
    const result = await hook(state)
    if (isRequest(result)) call.body = undefined
    return result
  }
}
