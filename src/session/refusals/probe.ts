import { baseUrl, judgeEvidence, readEvidence, schemeOf } from '../../response/index.js'
import type { AuthOptions } from '../options.js'
import type { Ports } from '../ports.js'
import { pause } from '../pause.js'
import { withTimeout } from '../wait-briefly.js'
import type { ClassifierOptions } from './classify-refusal.js'

/** How long the probe may take, ms. */
export const PROBE_TIMEOUT_MS = 5_000

/** What a probe said, and the scheme of the credential that it went out with: `unknown` where the app's function sent it. */
export interface ProbeAnswer {
  readonly isSignedIn: boolean | undefined
  readonly scheme: string | undefined
}

/** The probe gave no answer. */
export const noAnswer: ProbeAnswer = { isSignedIn: undefined, scheme: undefined }

/** Asks whether the user is still signed in; never rejects, and takes at most 5 s. */
export type Probe = () => Promise<ProbeAnswer>

/**
 * Sends the request of a probe URL with credentials, and joins no renewal. `observe` gets the headers that go out. Resolves to
 * undefined where another origin answered.
 */
export type SendProbe = (
  request: Request,
  observe?: (headers: HeadersInit | undefined) => void,
) => Promise<Response | undefined>

export interface ProbeContext {
  readonly options: AuthOptions
  /** How the answer is judged. */
  readonly classifierOptions: ClassifierOptions
  readonly ports: Pick<Ports, 'after'>
  readonly send: SendProbe
}

/** Undefined when the app gave no probe. `mark` is for the requests that a probe function starts before it first waits. */
export function createProbe(
  { options, classifierOptions, ports, send }: ProbeContext,
  mark: <T>(run: () => T) => T,
): Probe | undefined {
  const { probe } = options
  if (probe === undefined) return undefined
  const ask =
    typeof probe === 'string'
      ? async (signal: AbortSignal) => askUrl(requestOf(probe, signal), classifierOptions, send)
      : async (signal: AbortSignal): Promise<ProbeAnswer> => {
          const answer: unknown = await mark(() => probe(signal))
          return { isSignedIn: typeof answer === 'boolean' ? answer : undefined, scheme: 'unknown' }
        }
  return shareProbe(async () => (await askInTime(ask, ports)) ?? noAnswer, ports)
}

/** The request of a probe URL. */
export function requestOf(probe: string, signal: AbortSignal, redirect?: RequestRedirect): Request {
  return new Request(new URL(probe, baseUrl()), {
    signal,
    credentials: 'include',
    headers: { accept: 'application/json' },
    ...(redirect && { redirect }),
  })
}

/** Undefined when there is no answer in time; what is too late is aborted. */
export async function askInTime<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  ports: Pick<Ports, 'after'>,
): Promise<T | undefined> {
  const controller = new AbortController()
  const answer = await withTimeout(ask(controller.signal), PROBE_TIMEOUT_MS, ports)
  controller.abort()
  return answer
}

async function askUrl(request: Request, classifierOptions: ClassifierOptions, send: SendProbe): Promise<ProbeAnswer> {
  let scheme: string | undefined
  const response = await send(request, (headers) => {
    scheme = schemeOf(headers)
  })
  if (!response) return noAnswer
  const { kind } = judgeEvidence(
    await readEvidence(response, { ...classifierOptions, request, role: 'probe' }),
    classifierOptions,
  )
  response.body?.cancel().catch(() => {})
  if (response.ok && kind === 'none') return { isSignedIn: true, scheme }
  const isSignedOut = kind === 'reauthenticate' || kind === 'credentials-rejected'
  return { isSignedIn: isSignedOut ? false : undefined, scheme }
}

/**
 * A refusal may share only a probe that is sent after it: a crowd of refusals shares one, and one that waits for a probe
 * under way serves all that come meanwhile.
 */
function shareProbe(ask: Probe, ports: Pick<Ports, 'after'>): Probe {
  let waiting: Promise<ProbeAnswer> | undefined
  let running: Promise<unknown> | undefined
  const next = async (): Promise<ProbeAnswer> => {
    await running
    await pause(0, ports)
    waiting = undefined
    const answer = ask()
    running = answer
    return answer
  }
  return () => (waiting ??= next())
}
