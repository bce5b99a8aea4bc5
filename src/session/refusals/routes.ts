import { type Role, roles } from '../../verdict/index.js'
import { assertKnownOptions, assertOption } from '../assert-option.js'

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

/** Where a request goes, as far as the routes tell. */
export interface RouteMatch {
  readonly role: Role
  readonly integration: string | undefined
  readonly inspect: boolean
  /** False when the user is never asked for this endpoint. */
  readonly mayAsk: boolean
  readonly manageHosts: readonly string[]
}

const unmatched: RouteMatch = {
  role: 'resource',
  integration: undefined,
  inspect: false,
  mayAsk: true,
  manageHosts: [],
}
const names: { readonly [K in keyof Route]-?: 1 } = {
  path: 1,
  method: 1,
  role: 1,
  integration: 1,
  inspect: 1,
  ask: 1,
  manage: 1,
}

/** @throws TypeError that names the option and what is wrong with it */
export function createRoutes(routes: readonly Route[]): (url: URL, method: string) => RouteMatch {
  const compiled = routes.map((route, index) => compile(route, `routes[${index}]`))
  return (url, method) => {
    if (compiled.length === 0) return unmatched
    const { pathname } = url
    for (const match of compiled) {
      const place = match(pathname, method)
      if (place !== undefined) return place
    }
    return unmatched
  }
}

function compile(route: Route, name: string): (path: string, method: string) => RouteMatch | undefined {
  check(route, name)
  const { integration, inspect = false } = route
  const { keys, pattern } = parsePath(route.path)
  const at = keys.indexOf('integration')
  const role = roleOf(route)
  const mayAsk = route.ask ?? true
  const manageHosts = (route.manage ?? []).map((host) => host.toLowerCase())
  const wanted = route.method?.toUpperCase()
  return (path, method) => {
    if (wanted !== undefined && wanted !== method) return undefined
    const match = pattern.exec(path)
    if (match === null) return undefined
    return {
      role,
      integration: role === 'integration' ? (integration ?? decode(at < 0 ? undefined : match[at + 1])) : undefined,
      inspect,
      mayAsk,
      manageHosts,
    }
  }
}

/** The names in a path pattern, and what matches it; "any number" starts at none, and case and a last slash do not count. */
function parsePath(path: string): { readonly keys: readonly string[]; readonly pattern: RegExp } {
  const keys: string[] = []
  const parts = path.split('/').map((part) => {
    if (part === '') return ''
    if (part.startsWith('*')) return '(?:/.*)?'
    if (!part.startsWith(':')) {
      return `/${part.replace(/[^\0-\x7f]+/g, encodeURIComponent).replace(/[.+()[\]{}^$|\\]/g, '\\$&')}`
    }
    keys.push(part.replace(/^:|\?$/g, ''))
    return part.endsWith('?') ? '(?:/([^/]+?))?' : '/([^/]+?)'
  })
  return { keys, pattern: new RegExp(`^${parts.join('')}/?$`, 'i') }
}

function roleOf({ role, integration, path }: Route): Role {
  return role ?? (integration !== undefined || path.split('/').includes(':integration') ? 'integration' : 'resource')
}

function check(route: Route, name: string): void {
  assertOption(typeof route === 'object' && route !== null, name, 'an object with `path`')
  assertKnownOptions(route, names, `${name}.`)
  const { path, method, integration, inspect, ask, manage } = route
  assertOption(
    typeof path === 'string' && /^(?:\/[^/#]*)+$/.test(path),
    `${name}.path`,
    'a path that starts with "/", without query or fragment',
  )
  const bad = path
    .split('/')
    .find(
      (part, index, parts) =>
        !/^(?::[A-Za-z_]\w*\??|\*\??|[^:*?][^*?]*|)$/.test(part) ||
        (part === '' && index > 0 && index < parts.length - 1) ||
        (part.startsWith('*') && index < parts.length - 1),
    )
  assertOption(bad === undefined, `${name}.path`, `a path pattern: the segment "${bad}" is malformed`)
  const role = roleOf(route)
  assertOption(roles.includes(role), `${name}.role`, `one of ${roles.join(', ')}`)
  assertOption(
    method === undefined || (typeof method === 'string' && /^[A-Za-z]+$/.test(method)),
    `${name}.method`,
    'an HTTP method',
  )
  assertOption(
    integration === undefined || (typeof integration === 'string' && role === 'integration'),
    `${name}.integration`,
    'a string, on a route with role "integration"',
  )
  assertOption(inspect === undefined || typeof inspect === 'boolean', `${name}.inspect`, 'a boolean')
  assertOption(ask === undefined || !ask, `${name}.ask`, '`false`, or absent')
  const isHost = (host: unknown): boolean => typeof host === 'string' && /^[\w.-]+(?::\d+)?$/.test(host)
  assertOption(manage === undefined || (Array.isArray(manage) && manage.every(isHost)), `${name}.manage`, 'host names')
}

function decode(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part)
  } catch {
    return part
  }
}
