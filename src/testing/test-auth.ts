import { standard } from '../conventions/index.js'
import { type Auth, createAuth } from '../fetch/index.js'
import type { AuthOptions, HandlerContext, RenewResult } from '../session/index.js'

/** What `createTestAuth` takes: the options of `createAuth`, but for what the test itself decides. */
export interface TestAuthOptions extends Omit<AuthOptions, 'renew' | 'signIn' | 'fetch'> {
  /** What the server answers. Default: the global fetch, for a test with msw. */
  readonly respond?: (request: Request) => Response | undefined | Promise<Response | undefined>
  /** False where the app has no silent renewal. Default: true. */
  readonly renews?: boolean
  /** False where the app cannot ask the user. Default: true. */
  readonly signsIn?: boolean
}

/** Renewals or sign-ins, which wait until the test decides. */
export interface Step {
  /** How often it was called. */
  readonly calls: readonly HandlerContext[]
  /** How many calls wait. */
  readonly pending: number
  /** Ends every call that waits; default `renewed`. */
  readonly finish: (result?: RenewResult) => void
  /** Ends every call that waits by a throw. */
  readonly fail: (error: unknown) => void
  /** Resolves when a call waits. */
  readonly called: () => Promise<HandlerContext>
}

/** An auth whose renewals and sign-ins the test decides. */
export interface TestAuth {
  readonly auth: Auth
  readonly renewal: Step
  readonly signIn: Step
  /** What was sent, in order. */
  readonly requests: readonly Request[]
}

/** What the test uses in place of an option of `createAuth`. */
const instead: Readonly<Record<string, string>> = {
  renew: '`renewal.finish`',
  signIn: '`signIn.finish`',
  fetch: '`respond`',
}

/**
 * A real `Auth` for a test: it classifies, waits and sends again as in the page, but a renewal and a sign-in end only when the
 * test says so. It waits by `setTimeout` and for promises alone, so that fake timers steer it.
 *
 * @throws TypeError that names the option
 * @example
 * const { auth, renewal } = createTestAuth({ respond: () => (renewal.calls.length > 0 ? responses.ok() : responses.tokenExpired()) })
 * const response = auth.fetch('https://app.test/api')
 * await renewal.called()
 * renewal.finish('renewed')
 */
export function createTestAuth(options: TestAuthOptions = {}): TestAuth {
  const { respond, renews = true, signsIn = true, ...rest } = options
  const taken = Object.keys(rest).find((name) => Object.hasOwn(instead, name))
  if (taken !== undefined) throw new TypeError(`createTestAuth: \`${taken}\` is not an option; use ${instead[taken]}`)
  const origin = globalThis.location?.origin
  const renewal = createStep()
  const signIn = createStep()
  const requests: Request[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    requests.push(request.clone())
    request.signal.throwIfAborted()
    return (await respond?.(request)) ?? globalThis.fetch(request)
  }
  const auth = createAuth({
    // In a component test there is a page, and its origin is not the one that `responses` are of.
    origins: ['https://app.test', ...(origin === undefined ? [] : [origin])],
    tabs: false,
    conventions: standard(),
    ...rest,
    fetch,
    ...(renews && { renew: renewal.run }),
    ...(signsIn && { signIn: signIn.run }),
  })
  return { auth, renewal: renewal.step, signIn: signIn.step, requests }
}

interface Waiting {
  readonly context: HandlerContext
  readonly resolve: (result: RenewResult) => void
  readonly reject: (error: unknown) => void
}

function createStep(): { readonly step: Step; readonly run: (context: HandlerContext) => Promise<RenewResult> } {
  const calls: HandlerContext[] = []
  const waiting = new Set<Waiting>()
  const listeners = new Set<(context: HandlerContext) => void>()
  const end = (act: (waiting: Waiting) => void): void => {
    for (const call of waiting) act(call)
    waiting.clear()
  }
  const run = (context: HandlerContext): Promise<RenewResult> =>
    new Promise((resolve, reject) => {
      const call = { context, resolve, reject }
      waiting.add(call)
      calls.push(context)
      context.signal.addEventListener('abort', () => waiting.delete(call), { once: true })
      for (const listener of listeners) listener(context)
      listeners.clear()
    })
  const step: Step = {
    calls,
    get pending() {
      return waiting.size
    },
    finish: (result = 'renewed') => end(({ resolve }) => resolve(result)),
    fail: (error) => end(({ reject }) => reject(error)),
    called: () => {
      const [first] = waiting
      if (first) return Promise.resolve(first.context)
      return new Promise((resolve) => {
        listeners.add(resolve)
      })
    },
  }
  return { step, run }
}
