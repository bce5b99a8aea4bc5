import type { HandlerContext, RenewResult } from '../options.js'
import type { Ports } from '../ports.js'
import { reportError } from '../store.js'

/** How long `renew` may take, ms. */
export const RENEW_TIMEOUT_MS = 30_000

/** `failed`: for a reason that may pass; nobody is signed out for it. */
export type Answer = RenewResult | 'failed'

/** Client errors that pass by themselves. */
const transientStatuses: ReadonlySet<number> = new Set([408, 409, 423, 425, 429])

/**
 * Asks a handler of the app, for at most `ms`; never rejects. An answer `renewed` that comes after we gave up is still
 * good news, and goes to `late`.
 */
export function callHandler(
  name: 'renew' | 'signIn',
  handler: (ask: HandlerContext) => Promise<RenewResult>,
  ask: HandlerContext,
  ms: number,
  { late, ports }: { readonly late: () => void; readonly ports: Pick<Ports, 'after'> },
): Promise<Answer> {
  // A subscriber of the state may have signed the user in, or out, meanwhile.
  if (ask.signal.aborted) return Promise.resolve('failed')
  return new Promise((resolve) => {
    let state: 'waiting' | 'given up' | 'ended' = 'waiting'
    const end = (answer: Answer, next: typeof state): void => {
      if (state !== 'waiting') return
      state = next
      cancel()
      ask.signal.removeEventListener('abort', abort)
      resolve(answer)
    }
    const abort = (): void => end('failed', 'ended')
    const cancel = ports.after(ms, () => end('failed', 'given up'))
    ask.signal.addEventListener('abort', abort)
    void runHandler(name, handler, ask).then((answer) => {
      if (state === 'given up' && answer === 'renewed') late()
      end(answer, 'ended')
    })
  })
}

async function runHandler(
  name: string,
  handler: (ask: HandlerContext) => Promise<RenewResult>,
  ask: HandlerContext,
): Promise<Answer> {
  try {
    const outcome: unknown = await handler(ask)
    if (outcome === 'renewed' || outcome === 'declined') return outcome
    reportError(new TypeError(`createAuth: \`${name}\` must resolve to "renewed" or "declined"`))
    return 'failed'
  } catch (error) {
    const status = statusOf(error)
    if (status !== undefined && status >= 400 && status < 500 && !transientStatuses.has(status)) return 'declined'
    if (!ask.signal.aborted && status === undefined && !isNetworkError(error)) reportError(error)
    return 'failed'
  }
}

/** What fetch and its clients throw when nothing came back: a mistake in a handler is a TypeError too, and must be seen. */
function isNetworkError(error: unknown): boolean {
  const [name, message] = [field(error, 'name'), field(error, 'message')]
  return (
    /^(?:Network|Timeout|Abort)Error$/.test(String(name)) ||
    (error instanceof TypeError && /fetch|network|load failed/i.test(String(message)))
  )
}

/** The status in an error of ky, axios, ofetch or our own, by shape. */
function statusOf(error: unknown): number | undefined {
  for (const holder of [field(error, 'response'), error, field(field(error, 'cause'), 'response')]) {
    const status = field(holder, 'status')
    if (typeof status === 'number') return status
  }
  return undefined
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
