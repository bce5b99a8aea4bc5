import { classifyResponse, type ExchangeContext, schemeOf } from '../../response/index.js'
import { decide, isOpen, type Role, type Verdict } from '../../verdict/index.js'
import type { SessionOptions } from '../options.js'
import type { Ports } from '../ports.js'
import { createProbe } from './probe.js'

/** A flow of its own: its refusals are for the app, and renewing for them would wait for itself. */
export function isAuthEndpoint(role: Role | undefined): boolean {
  return role === 'sign-in' || role === 'renewal' || role === 'probe'
}

/** Says what a refusal means; `late` ones are sent again without asking anybody. */
export type Classifier = (response: Response, exchange: ExchangeContext, late: boolean) => Promise<Verdict>

/** Classifies, and asks the probe where whose refusal it is stays open. */
export function createClassifier(
  options: SessionOptions,
  origins: ReadonlySet<string>,
  ports: Pick<Ports, 'after'>,
): Classifier {
  const common = { conventions: options.conventions, ownRealms: options.ownRealms ?? [], origins: [...origins] }
  const probe =
    options.probe === undefined
      ? undefined
      : createProbe(typeof options.probe === 'function' ? options.probe : byUrl(options.probe), ports)

  /** With what the probe went out, where we sent it: a live cookie says nothing of a dead token. */
  let probed: string | undefined

  function byUrl(url: string): (signal: AbortSignal) => Promise<boolean | undefined> {
    return async (signal) => {
      const request = new Request(new URL(url, globalThis.location?.href), {
        signal,
        credentials: 'include',
        headers: { accept: 'application/json' },
      })
      if (origins.has(new URL(request.url).origin)) await options.authorize?.(request, { replay: false, signal })
      probed = schemeOf(request.headers)
      const response = await (options.fetch ?? globalThis.fetch)(request)
      const { kind } = await classifyResponse(response, { ...common, request, role: 'probe' })
      response.body?.cancel().catch(() => {})
      if (response.ok && kind === 'none') return true
      return kind === 'reauthenticate' || kind === 'credentials-rejected' ? false : undefined
    }
  }

  return async (response, exchange, late) => {
    const verdict = await classifyResponse(response, { ...common, ...exchange })
    if (
      probe === undefined ||
      isAuthEndpoint(exchange.role) ||
      !isOpen(verdict) ||
      (late && verdict.kind === 'reauthenticate')
    ) {
      return verdict
    }
    const signedIn = await probe()
    const other =
      typeof options.probe === 'string' &&
      exchange.role !== 'integration' &&
      schemeOf(exchange.request?.headers) !== probed
    return signedIn === undefined || (signedIn && other) ? verdict : decide(verdict, signedIn)
  }
}
