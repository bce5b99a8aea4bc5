import { classifyResponse, schemeOf } from '../../response/index.js'
import type { SessionOptions } from '../options.js'
import type { Ports } from '../ports.js'

/** How long the probe may take, ms. */
export const PROBE_TIMEOUT_MS = 5_000

/** What a probe said, and the scheme of the credential that it went out with: `unknown` where the app's function sent it. */
export interface ProbeAnswer {
  readonly isSignedIn: boolean | undefined
  readonly scheme: string | undefined
}

/** The probe could not tell. */
export const noAnswer: ProbeAnswer = { isSignedIn: undefined, scheme: undefined }

/** Asks whether the user is still signed in; never rejects, and takes at most 5 s. */
export type Probe = () => Promise<ProbeAnswer>

export interface ProbeContext {
  readonly options: SessionOptions
  readonly origins: ReadonlySet<string>
  readonly ports: Pick<Ports, 'after'>
  /** Sends the request of a probe URL with credentials, and joins no renewal. */
  readonly send: typeof globalThis.fetch
  /** Marks the requests that a probe function starts before it first waits. */
  readonly mark: <T>(run: () => T) => T
}

/** Undefined when the app gave no probe. */
export function createProbe(context: ProbeContext): Probe | undefined {
  const { probe } = context.options
  if (probe === undefined) return undefined
  const ask =
    typeof probe === 'string'
      ? byUrl(probe, context)
      : async (signal: AbortSignal): Promise<ProbeAnswer> => {
          const answer: unknown = await context.mark(() => probe(signal))
          return { isSignedIn: typeof answer === 'boolean' ? answer : undefined, scheme: 'unknown' }
        }
  return shareProbe(() => bound(ask, context.ports), context.ports)
}

function byUrl(probe: string, { options, origins, send }: ProbeContext): (signal: AbortSignal) => Promise<ProbeAnswer> {
  return async (signal) => {
    const base = globalThis.document?.baseURI ?? globalThis.location?.href
    const request = new Request(new URL(probe, base), {
      signal,
      credentials: 'include',
      headers: { accept: 'application/json' },
    })
    let scheme: string | undefined
    const response = await send(request)
    scheme = probeSchemes.get(response) ?? schemeOf(request.headers)
    const { kind } = await classifyResponse(response, {
      conventions: options.conventions,
      ownRealms: options.ownRealms ?? [],
      origins: [...origins],
      request,
      role: 'probe',
    })
    response.body?.cancel().catch(() => {})
    const isSignedOut = kind === 'reauthenticate' || kind === 'credentials-rejected'
    if (response.ok && kind === 'none') return { isSignedIn: true, scheme }
    return { isSignedIn: isSignedOut ? false : undefined, scheme }
  }
}

/** The scheme of the credential that a probe's request carried in the end. */
export const probeSchemes: WeakMap<Response, string | undefined> = new WeakMap()

/**
 * A refusal may share only a probe that is sent after it: a crowd of refusals shares one, and one that waits for a probe
 * under way serves all that come meanwhile.
 */
function shareProbe(ask: Probe, { after }: Pick<Ports, 'after'>): Probe {
  let waiting: Promise<ProbeAnswer> | undefined
  let running: Promise<unknown> = Promise.resolve()
  return () => {
    waiting ??= running
      .then(
        () =>
          new Promise<void>((resolve) => {
            after(0, resolve)
          }),
      )
      .then(() => {
        waiting = undefined
        const answer = ask()
        running = answer
        return answer
      })
    return waiting
  }
}

function bound(
  ask: (signal: AbortSignal) => Promise<ProbeAnswer>,
  { after }: Pick<Ports, 'after'>,
): Promise<ProbeAnswer> {
  const controller = new AbortController()
  return new Promise((resolve) => {
    const cancel = after(PROBE_TIMEOUT_MS, () => {
      resolve(noAnswer)
      controller.abort()
    })
    Promise.resolve()
      .then(() => ask(controller.signal))
      .then(resolve, () => resolve(noAnswer))
      .finally(cancel)
  })
}
