import type { Route } from './routes.js'

/** Whether a link for replacing a key may be offered: it leads to a listed origin, or to a host that a route allows. */
export function createManageUrlCheck(
  origins: ReadonlySet<string>,
  routes: readonly Route[],
): (manageUrl: string) => boolean {
  const hosts = new Set(routes.flatMap(({ manage = [] }) => manage.map((host) => host.toLowerCase())))
  return (manageUrl) => {
    const url = URL.canParse(manageUrl) ? new URL(manageUrl) : undefined
    return url !== undefined && (origins.has(url.origin) || (url.protocol === 'https:' && hosts.has(url.host)))
  }
}
