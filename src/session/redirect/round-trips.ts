import type { HandlerContext } from '../options.js'
import type { StoragePort } from '../ports.js'

/** So many round trips without a success are a loop. */
const MAX_TRIPS = 2
const KEY = 'why401:redirected'

/** What is remembered of the way to the login page: it outlives the page, and not the tab. */
interface Trips {
  readonly count: number
  /** What was refused: its success ends the memory. */
  readonly url: string
  readonly remedy: string
  /** The login page, without its query: another app of this origin has its own. */
  readonly to: string
}

/**
 * Counts how often the user was sent to the login page without a success. A loop is known by that and not by the clock,
 * which a slow login page and a change of the time would fool.
 */
export interface RoundTrips {
  readonly mayLeave: (context: HandlerContext, target: URL) => boolean
  readonly leave: (context: HandlerContext, target: URL) => void
  /** Whether a round trip waits for its success. */
  readonly isPending: () => boolean
  /** A request to this bare URL succeeded; without a URL, the user signed in. */
  readonly succeeded: (url?: string) => void
}

export function createRoundTrips(storage: () => StoragePort | undefined): RoundTrips {
  let trips = read(storage())
  const write = (next: Trips | undefined): void => {
    trips = next
    try {
      if (next === undefined) storage()?.removeItem(KEY)
      else storage()?.setItem(KEY, JSON.stringify(next))
    } catch {
      // Without storage the page remembers, and a reload does not.
    }
  }
  /** Another question, such as a step-up after a sign-in, is another way, and so is another login page. */
  const isSame = ({ verdict }: HandlerContext, target: URL): boolean =>
    trips?.remedy === (verdict?.remedy ?? '') && trips.to === placeOf(target)
  /** The user's own wish to sign in, which no refusal led to, is never a loop. */
  const isWish = ({ verdict }: HandlerContext): boolean => verdict?.url === ''
  return {
    mayLeave: (context, target) => !isSame(context, target) || isWish(context) || (trips?.count ?? 0) < MAX_TRIPS,
    leave: (context, target) => {
      // An app may call the handler by itself, without a refusal.
      const url = context.verdict?.url ?? ''
      const remedy = context.verdict?.remedy ?? ''
      const count = isSame(context, target) && !isWish(context) ? (trips?.count ?? 0) : 0
      write({ count: count + 1, url, remedy, to: placeOf(target) })
    },
    isPending: () => trips !== undefined,
    succeeded: (url) => {
      if (trips !== undefined && (url === undefined || url === trips.url)) write(undefined)
    },
  }
}

function placeOf({ origin, pathname }: URL): string {
  return origin + pathname
}

function read(storage: StoragePort | undefined): Trips | undefined {
  try {
    const { count, ...texts } = JSON.parse(storage?.getItem(KEY) ?? '') as { readonly [name in keyof Trips]?: unknown }
    const { url, remedy, to } = texts
    if (typeof count !== 'number' || typeof url !== 'string' || typeof remedy !== 'string') return undefined
    return typeof to === 'string' ? { count, url, remedy, to } : undefined
  } catch {
    return undefined
  }
}
