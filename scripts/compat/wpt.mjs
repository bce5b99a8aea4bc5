// Runs the files of WPT's fetch/api in a browser, with bare fetch and with auth.fetch in its place, and lists the subtests that
// differ. `node scripts/compat/wpt.mjs PATH [folder]` after a build; PATH is a checkout of web-platform-tests/wpt, of which
// nothing is changed and nothing is copied. Exit code 1 when a subtest passes with fetch only.
import { createServer } from 'node:http'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { build } from 'esbuild'
import { chromium } from 'playwright'
import { chromium as launchOptions } from '../browsers.ts'

const [given, folder = 'fetch/api'] = process.argv.slice(2)
if (given === undefined || !existsSync(join(given, 'resources/testharness.js'))) {
  console.error('usage: node scripts/compat/wpt.mjs PATH [folder], PATH a checkout of web-platform-tests/wpt')
  process.exit(2)
}
const checkout = resolve(given)
const FILE_TIMEOUT_MS = 30_000

const {
  outputFiles: [{ text: library }],
} = await build({
  stdin: {
    contents: `import { createAuth } from ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).pathname)}
globalThis.fetch = createAuth({ tabs: false, authorize: new URL(location).searchParams.has('authorize') ? () => {} : undefined }).fetch`,
    resolveDir: import.meta.dirname,
  },
  bundle: true,
  format: 'iife',
  write: false,
})

/** The few handlers of WPT's server that fetch/api needs most, by file name; written anew from what the tests expect. */
const stash = new Map()
const handlers = {
  'inspect-headers.py': (request, { searchParams }) => {
    const headers = { 'content-type': 'text/plain' }
    for (const name of (searchParams.get('headers') ?? '').split('|')) {
      const value = request.headers[name.toLowerCase()]
      if (value !== undefined) headers[`x-request-${name}`] = value
    }
    return { headers: { ...headers, 'access-control-expose-headers': Object.keys(headers).join(', ') } }
  },
  'echo-content.py': (request, _url, body) => ({
    headers: {
      'content-type': 'text/plain',
      'x-request-method': request.method,
      'x-request-content-length': request.headers['content-length'] ?? 'NO',
      'x-request-content-type': request.headers['content-type'] ?? 'NO',
    },
    body,
  }),
  'method.py': (request, { searchParams }, body) => ({
    headers: {
      'x-request-method': request.method,
      'x-request-content-type': request.headers['content-type'] ?? 'NO',
      'x-request-content-length': request.headers['content-length'] ?? 'NO',
      'x-request-content-encoding': request.headers['content-encoding'] ?? 'NO',
      'x-request-content-language': request.headers['content-language'] ?? 'NO',
      'x-request-content-location': request.headers['content-location'] ?? 'NO',
    },
    body: searchParams.has('get_echo') ? '' : body,
  }),
  'status.py': (_request, { searchParams }) => ({
    status: Number(searchParams.get('code') ?? 200),
    text: searchParams.get('text') ?? undefined,
    headers: { 'content-type': searchParams.get('type') ?? 'text/plain', 'x-request-method': _request.method },
    body: searchParams.get('content') ?? '',
  }),
  'redirect.py': (_request, { searchParams }) => {
    const count = Number(searchParams.get('count') ?? 0)
    const status = Number(searchParams.get('redirect_status') ?? 302)
    const location = searchParams.get('location') ?? searchParams.get('url') ?? ''
    const token = searchParams.get('token') ?? ''
    const seen = (stash.get(token) ?? 0) + 1
    if (token !== '') stash.set(token, seen)
    if (count > 0 && seen >= count) return { body: String(seen) }
    return { status, headers: { location, 'cache-control': 'no-cache' } }
  },
  'stash-put.py': (_request, { searchParams }) => {
    stash.set(searchParams.get('key'), searchParams.get('value'))
    return { headers: { 'access-control-allow-origin': '*' }, body: 'done' }
  },
  'stash-take.py': (_request, { searchParams }) => {
    const value = stash.get(searchParams.get('key')) ?? null
    stash.delete(searchParams.get('key'))
    return {
      headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' },
      body: JSON.stringify(value),
    }
  },
  'infinite-slow-response.py': (_request, { searchParams }) => ({
    endless: 'x'.repeat(2_048),
    key: searchParams.get('stateKey'),
    abortKey: searchParams.get('abortKey'),
  }),
  'trickle.py': (_request, { searchParams }) => ({
    body: 'TEST_TRICKLE\n'.repeat(Math.min(Number(searchParams.get('count') ?? 50), 1_000)),
  }),
  'cache.py': () => ({ headers: { 'cache-control': 'no-store', etag: '"x"' }, body: 'x' }),
  'script-with-header.py': (_request, { searchParams }) => ({
    headers: { 'content-type': searchParams.get('mime') ?? 'text/javascript' },
    body: "console.log('Script loaded')",
  }),
}

const types = {
  js: 'text/javascript',
  html: 'text/html',
  json: 'application/json',
  txt: 'text/plain',
  css: 'text/css',
  xml: 'text/xml',
  png: 'image/png',
}

/** A page for a `.any.js` or `.window.js` file, with what its META lines name. */
const pageOf = (path, search) => {
  const source = readFileSync(join(checkout, path), 'utf8')
  const meta = [...source.matchAll(/^\/\/ META: script=(\S+)/gm)].map(([, script]) => script)
  return pageWith(`<script>self.GLOBAL = { isWindow: () => true, isWorker: () => false, isShadowRealm: () => false }</script>
<script src=/resources/testharness.js></script><script>setup({ output: false })</script>
${search.includes('joined') ? '<script src=/why401.js></script>' : ''}
${meta.map((script) => `<script src="${script}"></script>`).join('')}<script src="/${path}"></script>`)
}
const pageWith = (head) => `<!doctype html><meta charset=utf-8><title>WPT</title>${head}`

const answer = async (request, response) => {
  const url = new URL(request.url, 'http://localhost')
  const path = decodeURIComponent(url.pathname).slice(1)
  const name = path.slice(path.lastIndexOf('/') + 1)
  const body = await buffer(request)
  const send = ({ status = 200, text, headers = {}, body: content = '', endless, key, abortKey }) => {
    response.writeHead(status, ...(text === undefined ? [] : [text]), headers)
    if (endless === undefined) return response.end(content)
    stash.set(key, 'open')
    const timer = setInterval(() => response.write(endless), 100)
    return response.on('close', () => {
      clearInterval(timer)
      stash.set(key, 'closed')
      if (abortKey) stash.set(abortKey, 'closed')
    })
  }
  if (path === 'why401.js') return send({ headers: { 'content-type': types.js }, body: library })
  if (path === 'resources/testharnessreport.js') return send({ headers: { 'content-type': types.js } })
  const script = path.replace(/\.html$/, '.js')
  if (/\.(?:any|window)\.html$/.test(path) && existsSync(join(checkout, script))) {
    return send({ headers: { 'content-type': types.html }, body: pageOf(script, url.search) })
  }
  if (name in handlers) return send(handlers[name](request, url, body))
  const file = join(checkout, path)
  if (!file.startsWith(checkout) || !existsSync(file) || statSync(file).isDirectory()) return send({ status: 404 })
  return send({
    headers: { 'content-type': types[name.split('.').at(-1)] ?? 'application/octet-stream' },
    body: readFileSync(file),
  })
}

const filesIn = (path) =>
  readdirSync(join(checkout, path), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(`${path}/${entry.name}`) : [`${path}/${entry.name}`],
  )
const files = filesIn(folder).filter(
  (file) => /\.(?:any|window)\.js$/.test(file) && !/https|h2|serviceworker/.test(file),
)

const server = createServer((request, response) => void answer(request, response))
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const origin = `http://localhost:${server.address().port}`
const browser = await chromium.launch(launchOptions())

/** The subtests of a file with their status; 0 is a pass. */
const run = async (file, search) => {
  const page = await browser.newPage()
  try {
    await page.addInitScript(() => {
      globalThis.results = new Promise((done) => {
        const watch = setInterval(() => {
          if (typeof globalThis.add_completion_callback !== 'function') return
          clearInterval(watch)
          globalThis.add_completion_callback((tests) => done(tests.map(({ name, status }) => [name, status])))
        }, 5)
      })
    })
    // Beside the file, as WPT's own server has it: so relative URLs count from there.
    await page.goto(`${origin}/${file.replace(/\.js$/, '.html')}${search}`)
    const late = new Promise((done) => setTimeout(done, FILE_TIMEOUT_MS, []))
    return new Map(await Promise.race([page.evaluate(() => globalThis.results), late]))
  } finally {
    await page.close()
  }
}

let [count, worse] = [0, 0]
try {
  for (const file of files) {
    const bare = await run(file, '')
    for (const search of ['?joined', '?joined&authorize']) {
      const joined = await run(file, search)
      for (const [name, status] of bare) {
        if (status !== 0) continue
        count += 1
        if (joined.get(name) === 0) continue
        worse += 1
        console.log(`DIFFERS ${file}${search}: ${name}`)
      }
    }
  }
} finally {
  await browser.close()
  server.closeAllConnections()
  server.close()
}
console.log(`${count - worse} of ${count} subtests that pass with fetch pass with auth.fetch, in ${files.length} files`)
process.exitCode = worse > 0 || count === 0 ? 1 : 0
