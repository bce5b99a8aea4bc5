import type { Role } from '../../verdict/index.js'
import { assertMembers, assertOption, type Expected } from '../assert-option.js'

/** What an endpoint of ours is for; the first route that matches counts. */
export interface Route {
  /** Path pattern: `/api/integrations/:integration/*`; `:name` is one segment, `:name?` at most one, `*` at the end any number. */
  readonly path: string
  /** HTTP method; every method when absent. */
  readonly method?: string
  /**
   * What the endpoint is for: it decides what a refusal means. A success changes nothing; say it by `auth.signedIn()` or
   * `auth.signedOut()`. Default: `integration` where `integration` is set or `:integration` is in the path, else `resource`.
   */
  readonly role?: Role
  /** Name of the third party where the path does not hold it as `:integration`. */
  readonly integration?: string
  /** Look into answers below 400 too: some backends put a refusal inside a 200. */
  readonly inspect?: boolean
  /** `false`: the user is never asked to sign in for this endpoint. Default: true. */
  readonly ask?: false
  /** Hosts that a refusal may name for replacing the third party's key, beside the listed origins. Default: none. */
  readonly manage?: readonly string[]
}

/** What the routes say of a request. */
export interface RouteMatch {
  readonly role: Role
  readonly integration: string | undefined
  readonly inspect: boolean
  /** False when the user is never asked for this endpoint. */
  readonly mayAsk: boolean
  readonly manageHosts: readonly string[]
}

/** By itself, so that a page need not load the words of the verdicts for it. */
const roles: { readonly [K in Role]: 1 } = {
  resource: 1,
  'sign-in': 1,
  'sign-out': 1,
  renewal: 1,
  probe: 1,
  integration: 1,
}

/** What each member must be; a function, so that a bundler can leave out what nobody calls. */
function expectedMembers(): { readonly [K in keyof Route]-?: Expected } {
  return {
    path: ['a path that starts with "/", without query or fragment', /^string (?:\/[^/#]*)+$/],
    role: [
      `one of ${Object.keys(roles).join(', ')}`,
      (value) => typeof value === 'string' && Object.hasOwn(roles, value),
    ],
    method: ['an HTTP method', /^string [A-Za-z]+$/],
    integration: [
      'a string, on a route with role "integration"',
      (value, route) => typeof value === 'string' && roleOf(route as Route) === 'integration',
    ],
    inspect: ['a boolean', /^boolean/],
    ask: ['`false`, or absent', (value) => !value],
    manage: ['host names', (value) => Array.isArray(value) && value.every(isHost)],
  }
}

/** @throws TypeError that names the option and what is wrong with it */
export function createRoutes(routes: readonly Route[]): (url: string, method: string) => RouteMatch {
  const compiled = routes.map((route, index) => compile(route, `routes[${index}]`))
  const unmatched = matchOf({ path: '' })
  return (url, method) => {
    if (compiled.length === 0) return unmatched
    const { pathname } = new URL(url)
    for (const match of compiled) {
      const place = match(pathname, method)
      if (place !== undefined) return place
    }
    return unmatched
  }
}

function compile(route: Route, name: string): (path: string, method: string) => RouteMatch | undefined {
  assertOption(typeof route === 'object' && route !== null, name, 'an object with `path`')
  assertMembers(route, expectedMembers(), 'path', `${name}.`)
  const pattern = parsePath(route.path, `${name}.path`)
  const match = matchOf(route)
  const isUnnamed = match.role === 'integration' && match.integration === undefined
  const wanted = route.method?.toUpperCase()
  return (path, method) => {
    const found = (wanted ?? method) === method ? pattern.exec(path) : null
    if (found === null) return undefined
    return isUnnamed ? { ...match, integration: decode(found[1]) } : match
  }
}

/** What a route says of each request that it matches, but for a name in the path. */
function matchOf(route: Route): RouteMatch {
  const { integration, inspect = false, ask: mayAsk = true, manage = [] } = route
  return { role: roleOf(route), integration, inspect, mayAsk, manageHosts: manage.map((host) => host.toLowerCase()) }
}

/** A parameter that may be absent or must be there, a text, or what only the last segment may be: `*`, or nothing. */
const segmentPattern = /^(?::([a-z_]\w*)(\??)|([^:*?][^*?]*)|(?:\*\??)?)$/i

/**
 * What matches a path pattern; its group is the first `:integration`. "Any number" starts at none, and case and a last slash
 * do not count.
 */
function parsePath(path: string, option: string): RegExp {
  const segments = path.slice(1).split('/')
  const parts = segments.map((part, index) => {
    const match = segmentPattern.exec(part)
    const [, name, optional, text] = match ?? []
    const isRight = match !== null && (name !== undefined || text !== undefined || index === segments.length - 1)
    assertOption(isRight, option, `a path pattern: the segment "${part}" is malformed`)
    if (name) return `(?:/(${name === 'integration' ? '' : '?:'}[^/]+?))${optional}`
    if (text) return `/${text.replace(/[^\0-\x7f]+/g, encodeURIComponent).replace(/\W/g, '\\$&')}`
    return part && '(?:/.*)?'
  })
  return new RegExp(`^${parts.join('')}/?$`, 'i')
}

function isHost(host: unknown): boolean {
  return typeof host === 'string' && /^[\w.-]+(?::\d+)?$/.test(host)
}

function roleOf({ role, integration, path }: Route): Role {
  return role ?? (integration !== undefined || path.split('/').includes(':integration') ? 'integration' : 'resource')
}

function decode(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part)
  } catch {
    return part
  }
}
