import { baseUrl } from '../response/index.js'
import { urlOf } from './request-kind.js'

/** Tells which calls go to a listed origin. */
export interface Targets {
  /** The absolute URL of a call to a listed origin, as it is checked, sent and sent again; undefined for every other call. */
  readonly resolve: (input: RequestInfo | URL) => string | undefined
  /** Whether an absolute URL has a listed origin. */
  readonly isOwn: (url: string) => boolean
}

/** Resolves each call once: an absolute string that starts with a listed origin is taken as it is, everything else is parsed. */
export function createTargets(origins: ReadonlySet<string>): Targets {
  // With the slash, the authority of whatever follows is over.
  const prefixes = Array.from(origins, (origin) => `${origin}/`)
  const resolve = (input: RequestInfo | URL): string | undefined => {
    const text = urlOf(input)
    for (const prefix of prefixes) if (text.startsWith(prefix)) return text
    try {
      const { origin, href } = new URL(text, baseUrl())
      // The origin of a `blob:` URL is the page's own, and nothing of it goes to a server.
      return origins.has(origin) && href.startsWith('http') ? href : undefined
    } catch {
      return undefined
    }
  }
  return { resolve, isOwn: (url) => resolve(url) !== undefined }
}
