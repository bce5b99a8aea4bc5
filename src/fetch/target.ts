import { baseUrl } from '../response/index.js'
import { urlOf } from './request-kind.js'

/** Tells which calls go to a listed origin. */
export interface Targets {
  /** The absolute URL of a call to a listed origin, as it is checked, sent and sent again; undefined for every other call. */
  readonly resolve: (input: RequestInfo | URL) => string | undefined
  /** Whether an absolute URL has a listed origin. */
  readonly isOwn: (url: string) => boolean
}

/**
 * Resolves each call once. The start of an absolute string is compared with the origins that were found to be listed;
 * everything else is parsed.
 */
export function createTargets(origins: ReadonlySet<string>): Targets {
  /** `https://api.example/`: with the slash, the authority of whatever follows is over. */
  const listed: string[] = []

  const startsListed = (url: string): boolean => {
    for (const prefix of listed) if (url.startsWith(prefix)) return true
    return false
  }

  const resolveText = (text: string): string | undefined => {
    if (startsListed(text)) return text
    let url: URL
    try {
      url = new URL(text, baseUrl())
    } catch {
      return undefined
    }
    // The origin of a `blob:` URL is the page's own, and nothing of it goes to a server.
    if ((url.protocol !== 'https:' && url.protocol !== 'http:') || !origins.has(url.origin)) return undefined
    const prefix = `${url.origin}/`
    if (!listed.includes(prefix)) listed.push(prefix)
    return url.href
  }

  return {
    resolve: (input) => resolveText(urlOf(input)),
    isOwn: (url) => resolveText(url) !== undefined,
  }
}
