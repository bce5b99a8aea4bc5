import type { BrokenIntegration } from '../tabs/message.js'
import type { Route } from './routes.js'

/**
 * Takes from a verdict that any script of this origin may have written the link for replacing a key, unless it leads to a listed
 * origin, or to a host that a route allows.
 */
export type VetLink = (verdict: BrokenIntegration) => BrokenIntegration

export function createLinkCheck(origins: ReadonlySet<string>, routes: readonly Route[]): VetLink {
  const hosts = new Set(routes.flatMap(({ manage = [] }) => manage.map((host) => host.toLowerCase())))
  return (verdict) => {
    const { manageUrl, ...rest } = verdict
    const url = manageUrl && URL.canParse(manageUrl) ? new URL(manageUrl) : undefined
    const isOffered = url && (origins.has(url.origin) || (url.protocol === 'https:' && hosts.has(url.host)))
    return isOffered ? verdict : rest
  }
}
