import type { Ports } from '../ports.js'

/** How long the probe may take, ms. */
export const PROBE_MS = 5_000

/**
 * "Is the user still signed in?", asked once for all who wait; undefined when no answer is to be had. Never rejects.
 */
export function createProbe(
  ask: (signal: AbortSignal) => Promise<boolean | undefined>,
  ports: Pick<Ports, 'after'>,
): () => Promise<boolean | undefined> {
  let flight: Promise<boolean | undefined> | undefined
  return () => {
    flight ??= withTimeout(ask, ports).finally(() => {
      flight = undefined
    })
    return flight
  }
}

function withTimeout(
  ask: (signal: AbortSignal) => Promise<boolean | undefined>,
  { after }: Pick<Ports, 'after'>,
): Promise<boolean | undefined> {
  const controller = new AbortController()
  return new Promise((resolve) => {
    const cancel = after(PROBE_MS, () => {
      resolve(undefined)
      controller.abort()
    })
    const end = (answer: boolean | undefined): void => {
      cancel()
      resolve(typeof answer === 'boolean' ? answer : undefined)
    }
    Promise.resolve()
      .then(() => ask(controller.signal))
      .then(end, () => end(undefined))
  })
}
