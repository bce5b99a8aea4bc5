// What is measured: a function that needs nothing around it, since it also runs in a page.

/**
 * `builds` are ways to be joined to a session, by name: `createAuth`, `withAuth` and, where they are given, `conventions`. All of them take turns with the
 * same work without a session, so that a busy machine is busy for each.
 */
export const measure = async ({ cpu, ky, builds }) => {
  const URL_ = 'https://api.test/api/reports'
  // Short samples: on a busy machine most of them run without being interrupted.
  const [SAMPLES, WARM, BATCH, WAITERS, STORMS] = [201, 40, 40, 1_000, 21]
  const clock = cpu ?? (() => performance.now())
  const origins = ['https://api.test']
  const ok = new Response('{"ok":true}', { headers: { 'content-type': 'application/json' } })
  const carrier = async () => ok
  const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
  const quarter = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 2]
  const json = { method: 'POST', body: '{"name":"Ana"}', headers: { 'content-type': 'application/json' } }
  const routes = Array.from({ length: 10 }, (_, index) => ({
    path: `/api/integrations/${index}/:integration/*`,
    role: 'integration',
  }))

  /** How each kind of request is sent by one build. */
  const sendersOf = ({ createAuth, withAuth, conventions }) => {
    const given = { origins, fetch: carrier, ...(conventions && { conventions: conventions() }) }
    const auth = createAuth(given)
    const routed = createAuth({ ...given, routes })
    const signing = createAuth({ ...given, authorize: (request) => request.headers.set('authorization', 'Bearer t') })
    return sendersBy(auth.fetch, routed.fetch, signing.fetch, withAuth(ky.create({ fetch: carrier }), auth))
  }
  const sendersBy = (fetch, routed, signing, client) => ({
    'fetch, GET': () => fetch(URL_),
    'fetch, POST of a string': () => fetch(URL_, json),
    'fetch, GET, 10 routes': () => routed(URL_),
    'fetch, GET, authorize': () => signing(URL_),
    'fetch, POST of FormData': () => {
      const body = new FormData()
      body.append('name', 'Ana')
      return fetch(URL_, { method: 'POST', body })
    },
    'ky, GET': () => client(URL_),
    'ky, GET, timeout: false': () => client(URL_, { timeout: false }),
    'ky, POST of a string': () => client(URL_, json),
  })
  /** The same work without a session. */
  const bare = sendersBy(
    carrier,
    carrier,
    (url) => {
      const request = new Request(url)
      request.headers.set('authorization', 'Bearer t')
      return carrier(request)
    },
    ky.create({ fetch: carrier }),
  )

  const sampleOf = async (work) => {
    const start = performance.now()
    for (let turn = 0; turn < BATCH; turn++) await work()
    return ((performance.now() - start) * 1_000) / BATCH
  }
  /** Samples of all in turn; the differences are taken sample by sample. */
  const race = async (name, senders) => {
    const without = []
    const added = Object.fromEntries(Object.keys(senders).map((build) => [build, []]))
    for (let sample = 0; sample < SAMPLES + WARM; sample++) {
      const first = await sampleOf(bare[name])
      if (sample >= WARM) without.push(first)
      for (const [build, sender] of Object.entries(senders)) {
        const taken = await sampleOf(sender[name])
        if (sample >= WARM) added[build].push(taken - first)
      }
    }
    const round = (value) => Number(value.toFixed(2))
    return {
      bare: round(median(without)),
      builds: Object.fromEntries(
        Object.entries(added).map(([build, list]) => [
          build,
          { median: round(median(list)), quarter: round(quarter(list)) },
        ]),
      ),
    }
  }

  /** How often a response is cloned or its body touched while `work` runs. */
  const touches = async (work) => {
    const { prototype } = Response
    const names = ['clone', 'body', 'text', 'json', 'arrayBuffer', 'blob', 'formData', 'bytes']
    const kept = names
      .map((name) => [name, Object.getOwnPropertyDescriptor(prototype, name)])
      .filter(([, descriptor]) => descriptor)
    let count = 0
    for (const [name, descriptor] of kept) {
      const kind = descriptor.get === undefined ? 'value' : 'get'
      const original = descriptor[kind]
      Object.defineProperty(prototype, name, {
        ...descriptor,
        [kind]: function touched(...args) {
          count += 1
          return Reflect.apply(original, this, args)
        },
      })
    }
    try {
      await work()
    } finally {
      for (const [name, descriptor] of kept) Object.defineProperty(prototype, name, descriptor)
    }
    return count
  }

  /** Refused once, then answered; the renewal takes one turn of the loop. */
  const storm = async (make) => {
    const refused = new Set()
    let number = 0
    const fetch = async (url) => {
      if (refused.has(url)) return ok
      refused.add(url)
      return new Response('{"error":"invalid_token"}', {
        status: 401,
        headers: { 'content-type': 'application/json', 'www-authenticate': 'Bearer error="invalid_token"' },
      })
    }
    const send = make(fetch)
    const start = clock()
    await Promise.all(Array.from({ length: WAITERS }, () => send(`${URL_}/${number++}`)))
    return ((clock() - start) * 100) / WAITERS
  }
  const twice = (fetch) => async (url) => {
    await fetch(url)
    return fetch(url)
  }
  /** What reading the refusals costs anybody who leaves them whole for the caller. */
  const reading = (fetch) => async (url) => {
    const response = await fetch(url)
    await response.clone().text()
    return fetch(url)
  }
  let renewals = 0
  const { createAuth, conventions: standard, oauth2 } = builds['engine at hand']
  const waiting = (conventions) => (fetch) => {
    const auth = createAuth({
      origins,
      conventions,
      fetch,
      renew: async () => {
        renewals += 1
        return 'renewed'
      },
    })
    return async (url) => {
      const response = await auth.fetch(url)
      if (response.status !== 200) throw new Error('not renewed')
      return response
    }
  }
  const storms = async () => {
    const makers = {
      'own fetches': twice,
      'and clone().text()': reading,
      'with standard()': waiting(standard()),
      'with [oauth2()]': waiting([oauth2()]),
    }
    const times = Object.fromEntries(Object.keys(makers).map((name) => [name, []]))
    for (let turn = 0; turn < STORMS + 3; turn++) {
      for (const [name, make] of Object.entries(makers)) times[name].push(await storm(make))
    }
    const own = quarter(times['own fetches'])
    return Object.fromEntries(
      Object.entries(times).map(([name, list]) => [
        name,
        {
          'ms for 100': Number(quarter(list).toFixed(2)),
          'beyond own fetches': Number((quarter(list) - own).toFixed(2)),
        },
      ]),
    )
  }

  const senders = Object.fromEntries(Object.entries(builds).map(([name, build]) => [name, sendersOf(build)]))
  const rows = {}
  // The first kinds would be charged with the compiling of all.
  for (const name of Object.keys(bare).slice(0, 2)) await race(name, senders)
  for (const name of Object.keys(bare)) {
    rows[name] = await race(name, senders)
    rows[name].touches = 0
    for (const sender of Object.values(senders)) {
      rows[name].touches += (await touches(sender[name])) - (await touches(bare[name]))
    }
  }
  const waiters = await storms()
  return { rows, waiters, renewals, storms: 2 * (STORMS + 3), samples: SAMPLES, batch: BATCH, count: WAITERS }
}
