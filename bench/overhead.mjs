// What a request that succeeds pays for being joined to a session, and what a thousand that wait for one renewal cost:
// over a scripted carrier, without a network. `node bench/overhead.mjs` after a build, in node and, where playwright has a
// Chromium, there too; WHY401_DIST (a folder) names another build. Exit code 1 when a clone or a body read is seen.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = resolve(process.env.WHY401_DIST ?? new URL('../dist', import.meta.url).pathname)
const dist = pathToFileURL(`${folder}/`)

/** All of the measuring, self-contained: it also runs in a page. */
const measure = async ({ cpu, createAuth, withAuth, ky, conventions: { standard, oauth2 } }) => {
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

  /** Each pair: what there is without a session, and with one. */
  const pairs = () => {
    const auth = createAuth({ origins, fetch: carrier })
    const routed = createAuth({ origins, routes, fetch: carrier })
    const signing = createAuth({
      origins,
      fetch: carrier,
      authorize: (request) => request.headers.set('authorization', 'Bearer t'),
    })
    const signed = (init) => {
      const request = new Request(URL_, init)
      request.headers.set('authorization', 'Bearer t')
      return carrier(request)
    }
    const form = () => {
      const body = new FormData()
      body.append('name', 'Ana')
      return { method: 'POST', body }
    }
    const bare = ky.create({ fetch: carrier })
    const joined = withAuth(bare, auth)
    return {
      'fetch, GET': [() => carrier(URL_), () => auth.fetch(URL_)],
      'fetch, POST of a string': [() => carrier(URL_, json), () => auth.fetch(URL_, json)],
      'fetch, GET, 10 routes': [() => carrier(URL_), () => routed.fetch(URL_)],
      'fetch, GET, authorize': [() => signed(), () => signing.fetch(URL_)],
      'fetch, POST of FormData': [() => carrier(URL_, form()), () => auth.fetch(URL_, form())],
      'ky, GET': [() => bare(URL_), () => joined(URL_)],
      'ky, GET, timeout: false': [() => bare(URL_, { timeout: false }), () => joined(URL_, { timeout: false })],
      'ky, POST of a string': [() => bare(URL_, json), () => joined(URL_, json)],
    }
  }

  const sampleOf = async (work) => {
    const start = performance.now()
    for (let turn = 0; turn < BATCH; turn++) await work()
    return ((performance.now() - start) * 1_000) / BATCH
  }
  /** Samples of both in turn, so that a busy machine is busy for both; the differences are taken pair by pair. */
  const race = async ([bare, joined]) => {
    const [without, added] = [[], []]
    for (let sample = 0; sample < SAMPLES + WARM; sample++) {
      const [first, second] = [await sampleOf(bare), await sampleOf(joined)]
      if (sample >= WARM) {
        without.push(first)
        added.push(second - first)
      }
    }
    const round = (value) => Number(value.toFixed(2))
    return {
      'bare µs': round(median(without)),
      'added µs': round(median(added)),
      'fastest quarter': round(quarter(added)),
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

  const rows = {}
  // The first pair would be charged with the compiling of all.
  for (const pair of Object.values(pairs()).slice(0, 2)) await race(pair)
  for (const [name, pair] of Object.entries(pairs())) {
    rows[name] = { ...(await race(pair)), 'clones and reads': (await touches(pair[1])) - (await touches(pair[0])) }
  }
  const waiters = await storms()
  return { rows, waiters, renewals, storms: 2 * (STORMS + 3), samples: SAMPLES, batch: BATCH, count: WAITERS }
}

const print = (where, { rows, waiters, renewals, storms, samples, batch, count }) => {
  console.log(
    `\n${where}: a request that succeeds, median of ${samples} samples of ${batch} (target: < 3 µs added, no clone, no read)`,
  )
  console.table(rows)
  console.log(
    `${where}: ${count} requests that wait for one renewal, ${where.startsWith('node') ? 'CPU' : 'wall-clock'} time, the fastest quarter (target: < 5 ms for 100); ${renewals} renewals in ${storms} storms`,
  )
  console.table(waiters)
}

const load = (path) => import(new URL(path, dist).href)
const [{ createAuth }, { withAuth }, { default: ky }, conventions] = await Promise.all([
  load('index.js'),
  load('ky/index.js'),
  import('ky'),
  load('conventions/index.js'),
])
/** Of this process, so that others on the machine do not count. */
const cpuTime = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
const results = { [`node ${process.version}`]: await measure({ cpu: cpuTime, createAuth, withAuth, ky, conventions }) }

/** The same in a page; undefined where there is no browser. */
const inChromium = async () => {
  const { chromium } = await import('playwright')
  const { chromium: options } = await import('../scripts/browsers.ts')
  const { build } = await import('esbuild')
  const contents = `import { createAuth } from ${JSON.stringify(`${folder}/index.js`)}\nimport { withAuth } from ${JSON.stringify(`${folder}/ky/index.js`)}\nimport ky from 'ky'\nimport * as conventions from ${JSON.stringify(`${folder}/conventions/index.js`)}\nglobalThis.overhead = () => (${String(measure)})({ createAuth, withAuth, ky, conventions })`
  const {
    outputFiles: [{ text }],
  } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'iife',
    write: false,
    logLevel: 'silent',
  })
  const browser = await chromium.launch(options())
  try {
    const page = await browser.newPage()
    // Isolated, for a clock that is finer than 100 µs.
    await page.route('http://localhost/**', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '',
        headers: { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' },
      }),
    )
    await page.goto('http://localhost/')
    await page.addScriptTag({ content: text })
    results[`Chromium ${browser.version()}`] = await page.evaluate(() => globalThis.overhead())
  } finally {
    await browser.close()
  }
}
await inChromium().catch((error) => console.log('not run in Chromium:', String(error).split('\n', 1)[0]))

for (const [where, result] of Object.entries(results)) print(where, result)
const clean = Object.values(results).every(({ rows }) =>
  Object.values(rows).every((row) => row['clones and reads'] === 0),
)
console.log(clean ? 'no clone and no body read on any success' : 'a success was cloned or read')
process.exit(clean ? 0 : 1)
