import { isPage, isWorker } from '../platform.js'

/** How long a tab waits for the others, ms; within the 30 s that a renewal may take. */
const PATIENCE_MS = 10_000

/**
 * Runs `act` once, and not while another tab of this origin does so under that name. A tab that hangs is waited for
 * `PATIENCE_MS` only. Without Web Locks, and on a server, `act` runs at once.
 *
 * @throws what `act` throws, or the reason of `signal` when it was aborted before `act` began
 */
export async function inTurn<T>(name: string, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  const { locks } = globalThis.navigator ?? {}
  if (locks === undefined || !(isPage() || isWorker())) return act()
  let running: Promise<T> | undefined
  const run = (): Promise<T> => {
    running ??= act()
    return running
  }
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
    // What hangs after its time is over keeps nobody else from it.
    await locks.request(name, { signal: patience }, () => Promise.race([run(), aborted(signal)]))
  } catch {
    // It took too long, locks are forbidden here, the browser is too old for it, or `act` threw, which the last line tells.
  }
  if (running === undefined) signal.throwIfAborted()
  return run()
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
