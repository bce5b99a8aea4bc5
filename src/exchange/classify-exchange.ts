import { standard } from '../conventions/index.js'
import { classifyResponse } from '../response/index.js'
import type { Convention, Role, Verdict } from '../verdict/index.js'
import { corsNotes, isCrossOrigin, readableFields } from './cors.js'
import type { Exchange, Field } from './exchange.js'
import { addressOf, asBytes, bodiless, NOWHERE, requestFor, responseOf } from './response-of.js'

/** What the caller knows of an exchange beside the text. */
export interface ExchangeContext {
  /** What the endpoint is for. Default: `resource`. */
  readonly role?: Role | undefined
  /** Name of the third party behind this endpoint; implies role `integration`. */
  readonly integration?: string | undefined
  /** Realms of our own challenges, to tell them from relayed ones. */
  readonly ownRealms?: readonly string[] | undefined
  /** Default: `standard()`. */
  readonly conventions?: readonly Convention[] | undefined
}

/** What an exchange means, and what a reader should know of how that was found. */
export interface ExchangeVerdict {
  readonly verdict: Verdict
  /** The response as its server sent it; a page's script may have seen less. */
  readonly headers: Headers
  /** What a page would have seen otherwise, and what was assumed, as sentences. */
  readonly notes: readonly string[]
}

/** Built once: for each exchange of a HAR it would be built anew. */
let usual: readonly Convention[] | undefined

/**
 * Classifies an exchange as the library does in a page: with a `Response` that holds what the page's script could read.
 *
 * @throws TypeError where the context is malformed
 * @example
 * const { verdict, notes } = await classifyExchange(exchange, { role: 'sign-in' })
 */
export async function classifyExchange(exchange: Exchange, context: ExchangeContext = {}): Promise<ExchangeVerdict> {
  const isCors = isCrossOrigin(exchange)
  const fields = exchange.headers.map(([name, value]): Field => [name, asBytes(value)])
  const notes = [...exchange.notes, ...notesOn(exchange)]
  if (isCors) notes.push(...corsNotes(exchange, fields))
  const { role, integration, ownRealms, conventions } = context
  const verdict = await classifyResponse(
    responseOf(exchange, isCors ? readableFields(exchange, fields) : fields, isCors),
    {
      request: requestFor(exchange),
      ...(role !== undefined && { role }),
      ...(integration !== undefined && { integration }),
      ...(ownRealms !== undefined && { ownRealms }),
      conventions: conventions ?? (usual ??= standard()),
    },
  )
  return { verdict, headers: new Headers(fields.map(([name, value]) => [name, value])), notes }
}

function notesOn({ status, body, earlier, request }: Exchange): readonly string[] {
  const notes: string[] = []
  if (addressOf(request)?.startsWith(NOWHERE)) {
    notes.push(`Which host was asked is not known; ${new URL(NOWHERE).host} stands in for it.`)
  }
  if (status === 0) {
    notes.push(
      'Status 0: no answer came that a page could read. No script can make such a Response; this one was given its status afterwards, and has no body.',
    )
  } else if (status < 200) {
    notes.push(
      `A ${status} is an interim answer, which fetch never gives to a page. No script can make such a Response; this one was given its status afterwards, and has no body.`,
    )
  } else if (status > 599) {
    notes.push(
      `${status} is no HTTP status, and no script can make such a Response; this one was given its status afterwards, and has no body.`,
    )
  } else if (bodiless.has(status) && body.length > 0) {
    notes.push(`A ${status} has no body: what stands behind its headers was left out.`)
  }
  if (status >= 300 && status < 400 && status !== 304) {
    notes.push('fetch follows a redirect by itself: a page sees what it leads to, not this.')
  }
  if (earlier.some((before) => before.status >= 300 && before.status < 400)) {
    notes.push('fetch follows redirects by itself: the page sees the last answer, and that it was redirected.')
  }
  return notes
}
