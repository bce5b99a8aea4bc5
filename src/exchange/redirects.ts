import { type EarlierResponse, type Exchange, withoutQuery } from './exchange.js'

/** One entry of a HAR, with the whole address that it went to: it is compared, and then let go. */
export interface Visit {
  readonly exchange: Exchange
  readonly address: string
  readonly location: string | undefined
}

/** A request and the redirects that it led to, in order. */
type Chain = [first: Visit, ...rest: Visit[]]

/**
 * Makes one exchange of a redirect and what it led to: the next entry that went to where `Location` points. It stands where
 * its first entry stood. Address, method and page are the first one's, which is what the page asked for; everything else is
 * the last one's.
 */
export function joinRedirects(visits: readonly Visit[]): readonly Exchange[] {
  const waiting = new Map<string, Chain[]>()
  const chains: Chain[] = []
  for (const visit of visits) {
    const begun = waiting.get(withoutFragment(visit.address) ?? '')?.shift()
    const chain: Chain = begun ?? [visit]
    if (begun === undefined) chains.push(chain)
    else chain.push(visit)
    const next = chain.length <= MAX_REDIRECTS ? nextOf(visit) : undefined
    if (next === undefined) continue
    const others = waiting.get(next)
    if (others === undefined) waiting.set(next, [chain])
    else others.push(chain)
  }
  return chains.map(join)
}

/** As many as fetch follows (Fetch §4.4). */
export const MAX_REDIRECTS = 20

/** Whether fetch follows the `Location` of an answer with this status (Fetch §2.2.3). */
export function isRedirectStatus(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

function nextOf({ exchange: { status }, address, location }: Visit): string | undefined {
  return isRedirectStatus(status) && location !== undefined ? withoutFragment(location, address) : undefined
}

/** An absolute URL without its fragment, which no request carries; undefined for what is none. */
function withoutFragment(url: string, base?: string): string | undefined {
  try {
    return new URL(url, base).href.replace(/#.*$/s, '')
  } catch {
    return undefined
  }
}

function join(steps: Chain): Exchange {
  const [first] = steps
  const last = steps.at(-1) ?? first
  if (first === last) return last.exchange
  const earlier = steps
    .slice(0, -1)
    .map(({ exchange: { status }, location }): EarlierResponse => ({ status, location: withoutQuery(location) }))
  const { url, method, pageOrigin = last.exchange.request.pageOrigin } = first.exchange.request
  return {
    ...last.exchange,
    request: { ...last.exchange.request, url, method, pageOrigin },
    earlier,
    notes: [`It was redirected: ${earlier.map(({ status }) => status).join(', ')}, then ${last.exchange.status}.`],
  }
}
