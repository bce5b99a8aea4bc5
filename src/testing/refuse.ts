/** How often a route refuses. */
export interface RefuseOptions {
  /** How many requests are let through first. Default: 0. */
  readonly after?: number
  /** How many requests are refused then. Default: all. */
  readonly times?: number
}

/** A resolver of msw 3: without a response, the next handler that fits answers. */
export type Resolver = () => Response | undefined

/**
 * Makes any route of msw refuse: always, once (`{ times: 1 }`), or after n requests (`{ after: n }`). It goes before the
 * handler of the route, which answers what is let through.
 *
 * @throws TypeError that names the option
 * @example
 * const resolver = refuse(responses.tokenExpired, { times: 1 }) // http.all('/api/reports', resolver)
 */
export function refuse(response: Response | (() => Response), options: RefuseOptions = {}): Resolver {
  const { after = 0, times = Infinity } = options
  for (const [name, count] of Object.entries({ after, times })) {
    if (typeof count !== 'number' || !(count >= 0)) {
      throw new TypeError(`refuse: \`${name}\` must be a number of requests`)
    }
  }
  let count = 0
  return () => {
    count += 1
    if (count <= after || count > after + times) return undefined
    return typeof response === 'function' ? response() : response.clone()
  }
}
