// What waiting costs in a real page: the main-thread time of 1,000 requests that are refused, wait for one renewal and are
// sent again by `auth.fetch`, beyond the same 2,000 exchanges through bare `fetch`.
// `node bench/waiters.mjs` after a build; ROUNDS and WAITERS change the size, WHY401_DIST the build.
// Over the bare DevTools protocol: Playwright watches every request, which costs the page more than its fetches do.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium } from 'playwright'
import { chromium as launchOptions } from '../scripts/browsers.ts'

const WAITERS = Number(process.env.WAITERS ?? 1000)
const ROUNDS = Number(process.env.ROUNDS ?? 9)
const TARGET = 5
const entry = process.env.WHY401_DIST ?? fileURLToPath(new URL('../dist/index.js', import.meta.url))

const { outputFiles } = await build({
  entryPoints: [entry],
  bundle: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  minify: true,
})
const script = outputFiles[0].text

const problem = JSON.stringify({
  type: 'https://bench.example/problems/session-expired',
  title: 'The session has expired',
  status: 401,
})
let good = false
const counts = { refused: 0, served: 0, renewed: 0 }
/** Answers the renewal once all were refused: then all of them wait for it. */
let renew
const whenAllWait = () => {
  if (renew === undefined || counts.refused % WAITERS !== 0) return
  good = true
  counts.renewed += 1
  renew()
  renew = undefined
}
const server = createServer((req, res) => {
  const { pathname } = new URL(req.url, 'http://localhost')
  res.setHeader('Cache-Control', 'no-store')
  if (pathname === '/why401.js') res.setHeader('Content-Type', 'text/javascript').end(script)
  else if (pathname === '/api/expire') {
    good = false
    res.end()
  } else if (pathname === '/api/renew') {
    renew = () => res.end()
    whenAllWait()
  } else if (pathname === '/api/item' && good) {
    counts.served += 1
    res.setHeader('Content-Type', 'application/json').end('{"ok":true}')
  } else if (pathname === '/api/item') {
    counts.refused += 1
    res
      .writeHead(401, {
        'Content-Type': 'application/problem+json',
        'WWW-Authenticate': 'Bearer realm="bench", error="invalid_token", error_description="The access token expired"',
      })
      .end(problem)
    whenAllWait()
  } else {
    res.setHeader('Content-Type', 'text/html').end('<!doctype html><title>bench</title><link rel="icon" href="data:,">')
  }
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const url = `http://localhost:${server.address().port}`

const profile = mkdtempSync(join(tmpdir(), 'why401-bench-'))
const { executablePath = chromium.executablePath(), args } = launchOptions()
const browser = spawn(
  executablePath,
  ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, ...args, 'about:blank'],
  { stdio: ['ignore', 'ignore', 'pipe'] },
)
const endpoint = await new Promise((resolve, reject) => {
  let said = ''
  browser.once('exit', () => reject(new Error(`Chromium ended:\n${said}`)))
  browser.stderr.on('data', (text) => {
    said += text
    const found = /listening on (ws:\S+)/.exec(said)
    if (found) resolve(found[1])
  })
})
const targets = await (await fetch(`http://${new URL(endpoint).host}/json/list`)).json()
const socket = new WebSocket(targets.find(({ type }) => type === 'page').webSocketDebuggerUrl)
await new Promise((resolve) => {
  socket.addEventListener('open', resolve)
})
const answers = new Map()
socket.addEventListener('message', ({ data }) => {
  const { id, result, error } = JSON.parse(data)
  if (id !== undefined) answers.get(id)(error ? Promise.reject(new Error(error.message)) : result)
})
let last = 0
const send = (method, params = {}) =>
  new Promise((resolve) => {
    last += 1
    answers.set(last, resolve)
    socket.send(JSON.stringify({ id: last, method, params }))
  })

/** Runs a function of this file in the page. */
async function evaluate(act, ...given) {
  const { result, exceptionDetails } = await send('Runtime.evaluate', {
    expression: `(${act})(...${JSON.stringify(given)})`,
    awaitPromise: true,
    returnByValue: true,
  })
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  return result.value
}

await send('Performance.enable', { timeDomain: 'threadTicks' })
await send('Page.navigate', { url })
while ((await evaluate(() => `${location.origin} ${document.readyState}`)) !== `${url} complete`);

await evaluate(async (address) => {
  const { classify, createAuth } = await import(address)
  const call = (path) => fetch(path, { method: 'POST' })
  const options = { cache: 'no-store' }
  const each = (count, act) => Promise.all(Array.from({ length: count }, act))
  let settled = 0
  const auth = createAuth({
    renew: async () => {
      await call('/api/renew')
      return 'renewed'
    },
  })
  window.expire = () => call('/api/expire')
  // What an app without a library would have sent all the same: each request twice, and one renewal.
  const twice = (look) => async (count) => {
    await each(count, async (_, index) => {
      const response = await fetch(`/api/item?${index}`, options)
      await look(response)
      await response.body.cancel()
    })
    await call('/api/renew')
    await each(count, async (_, index) => {
      const response = await fetch(`/api/item?${index}`, options)
      if (response.status !== 200) throw new Error(`status ${response.status}`)
      await response.text()
    })
  }
  window.bare = twice(() => {})
  // The reading and the judging alone, without anybody who waits.
  window.classified = twice((response) => classify(response, { request: { url: response.url, method: 'GET' } }))
  // What anybody pays who holds refusals until one renewal is through, without looking at them.
  window.held = async (count) => {
    let renewal
    await each(count, async (_, index) => {
      const refused = await fetch(`/api/item?${index}`, options)
      await (renewal ??= call('/api/renew'))
      void refused.body.cancel()
      const response = await fetch(`/api/item?${index}`, options)
      if (response.status !== 200) throw new Error(`status ${response.status}`)
      await response.text()
    })
  }
  window.waiting = async (count) => {
    settled = 0
    await each(count, async (_, index) => {
      const response = await auth.fetch(`/api/item?${index}`, options)
      if (response.status !== 200) throw new Error(`status ${response.status}`)
      await response.text()
      settled += 1
    })
    if (settled !== count) throw new Error(`${settled} of ${count} settled`)
  }
}, `${url}/why401.js`)

/** CPU time that the page's main thread has spent in tasks so far, ms. */
async function busy() {
  const { metrics } = await send('Performance.getMetrics')
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value
}

async function measure(name) {
  await evaluate(() => window.expire())
  await send('HeapProfiler.collectGarbage')
  const before = await busy()
  await evaluate((called, count) => window[called](count), name, WAITERS)
  return (await busy()) - before
}

const samples = { bare: [], held: [], classified: [], waiting: [] }
const names = Object.keys(samples)
for (let round = -2; round < ROUNDS; round += 1) {
  // In turns, and each first as often as second: what else the machine does hits both.
  for (const name of round % 2 === 0 ? names : names.toReversed()) {
    const before = { ...counts }
    const sample = await measure(name)
    if (counts.renewed - before.renewed !== 1) throw new Error(`${name}: ${counts.renewed - before.renewed} renewals`)
    if (counts.refused - before.refused !== WAITERS || counts.served - before.served !== WAITERS) {
      throw new Error(`${name}: ${JSON.stringify([before, counts])}`)
    }
    if (round >= 0) samples[name].push(sample)
  }
}
socket.close()
const ended = new Promise((resolve) => {
  browser.once('exit', resolve)
})
browser.kill()
await ended
server.close()
rmSync(profile, { recursive: true, force: true, maxRetries: 5 })

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
const per100 = (ms) => ((ms / WAITERS) * 100).toFixed(2)
const { bare, held, classified, waiting } = samples
const beyond = (of, than) => of.map((ms, round) => ms - than[round])
const rows = {
  'fetch, twice each': bare,
  'fetch, held, and again': held,
  'the same, and classify': classified,
  'auth.fetch': waiting,
  'auth.fetch beyond fetch': beyond(waiting, bare),
  '  of which being held': beyond(held, bare),
  'classify beyond fetch': beyond(classified, bare),
}
console.log(
  `${WAITERS} requests refused, one renewal, ${WAITERS} sent again: main thread, ms per 100 waiters, ${ROUNDS} rounds\n`,
)
console.log(`${' '.repeat(26)} median     min     max`)
for (const [name, list] of Object.entries(rows)) {
  console.log(
    `${name.padEnd(24)} ${[median(list), Math.min(...list), Math.max(...list)].map((ms) => per100(ms).padStart(7)).join(' ')}`,
  )
}
console.log(
  `\ntarget, less than ${TARGET} ms beyond its own fetches: ${per100(median(rows['auth.fetch beyond fetch'])) < TARGET ? 'met' : 'missed'}`,
)
