// Plays a story to the devtools panel in a real browser and writes what it looks like to docs/images, light and dark.
// The page is served under a Content-Security-Policy without `unsafe-inline`, as a careful app's would be.
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { build } from 'esbuild'
import { chromium as playwright } from 'playwright'
import { chromium } from '../browsers.ts'
import { pathOf, schemes } from './schemes.ts'
import { makeSmall } from './small-png.ts'

const page = String.raw`
import { createAuth } from './src/index.ts'
import { mountDevtools } from './src/devtools/index.ts'

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const problem = (status, type, members = {}) => Response.json({ type: 'https://api.example.com/problems/' + type, ...members }, { status, headers: { 'content-type': 'application/problem+json' } })
const expired = () => new Response(null, { status: 401, headers: { 'www-authenticate': 'Bearer realm="app", error="invalid_token", error_description="The access token expired"' } })
let alive = false
let allowed = false
let billed = false
// Each renewal and sign-in gives another token: one that was refused is not sent again.
let round = 0
const answers = {
  '/api/reports': () => (alive ? new Response('[]') : expired()),
  '/api/profile': () => (alive ? new Response('{}') : expired()),
  '/api/notifications': () => (alive ? new Response('[]') : expired()),
  '/api/reports/7': () => new Response(null, { status: 403, headers: { 'www-authenticate': 'Bearer realm="app", error="insufficient_scope", scope="reports:write"' } }),
  '/api/audit': () => new Response(null, { status: 403 }),
  '/login': () => problem(401, 'invalid-credentials', { detail: 'Name or password is wrong.' }),
  '/api/integrations/mail/inbox': () => problem(403, 'third-party-key-invalid', { integration: 'mail', reason: 'key-expired', manageUrl: 'https://app.example.com/integrations/mail', upstream: { status: 401 } }),
  '/api/integrations/github/issues': () => Response.json({ message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest' }, { status: 401, headers: { 'www-authenticate': 'Basic realm="GitHub"' } }),
  '/api/payments': () => (allowed ? new Response('{}') : new Response(null, { status: 401, headers: { 'www-authenticate': 'Bearer error="insufficient_user_authentication", max_age="300"' } })),
}
const auth = createAuth({
  origins: [location.origin, 'https://billing.example.com'],
  routes: [{ path: '/login', role: 'sign-in' }, { path: '/api/integrations/:integration/*', role: 'integration' }],
  authorize: (request) => request.headers.set('authorization', 'Bearer t0ken-' + round),
  fetch: async (input) => {
    const { pathname, hostname } = new URL(input.url)
    await pause(40)
    if (hostname === 'billing.example.com') return Object.defineProperty(new Response('{}', { status: billed ? 200 : 401 }), 'type', { value: 'cors' })
    return answers[pathname]?.() ?? new Response(null, { status: 204 })
  },
  renew: async () => {
    await pause(420)
    if (alive) round += 1
    billed = alive
    return alive ? 'renewed' : 'declined'
  },
  signIn: async () => {
    await pause(250)
    if (!alive) await auth.fetch('/login', { method: 'POST', body: 'name=ada&password=wrong' })
    await pause(500)
    allowed = alive
    alive = true
    round += 1
    return 'renewed'
  },
  tabs: location.hash === '#other' ? 'other' : true,
})

const stories = {
  other: async () => {
    await auth.fetch('/api/audit')
  },
  main: async () => {
    const first = auth.fetch('/api/reports')
    await pause(90)
    await Promise.all([first, auth.fetch('/api/profile'), pause(80).then(() => auth.fetch('/api/notifications'))])
    for (let i = 0; i < 3; i += 1) await auth.fetch('/api/audit')
    await auth.fetch('/api/payments', { method: 'POST', body: '{}' })
    await auth.fetch('/api/integrations/mail/inbox')
    await auth.fetch('https://billing.example.com/invoices')
    await auth.fetch('/api/reports/7', { method: 'PUT', body: '{}' })
    await auth.fetch('/api/integrations/github/issues')
  },
}
mountDevtools(auth)
window.play = stories[location.hash.slice(1) || 'main']
`

const {
  outputFiles: [script],
} = await build({ stdin: { contents: page, resolveDir: '.', loader: 'ts' }, bundle: true, format: 'esm', write: false })
const server = createServer((request, response) => {
  response.setHeader(
    'Content-Security-Policy',
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'",
  )
  if (request.url === '/page.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(script.contents)
  else {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(
        '<!doctype html><html lang="en"><title>App</title><h1>An app</h1><script type="module" src="/page.js"></script></html>',
      )
  }
})
await new Promise((resolve) => {
  server.listen(0, '127.0.0.1', resolve)
})
const { port } = server.address()
const browser = await playwright.launch(chromium())
mkdirSync('docs/images/dark', { recursive: true })

async function shoot(name, { colorScheme, width, height, choose }) {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height },
    deviceScaleFactor: 2,
    reducedMotion: 'reduce',
  })
  const main = await context.newPage()
  const other = await context.newPage()
  const problems = []
  for (const tab of [main, other]) {
    tab.on('console', (message) => problems.push(message.text()))
    tab.on('pageerror', (error) => problems.push(String(error)))
  }
  await other.goto(`http://127.0.0.1:${port}/#other`)
  await main.goto(`http://127.0.0.1:${port}/`)
  await main.getByRole('button', { name: /why401/ }).click()
  await other.evaluate(() => window.play())
  await main.getByText('another tab').first().waitFor()
  await main.evaluate(() => window.play())
  for (const part of choose) await main.getByRole('button', { name: part }).first().click()
  await main.mouse.move(5, 5)
  const path = pathOf(name, colorScheme)
  await main.screenshot({ path, clip: await main.locator('.panel').boundingBox() })
  makeSmall(path)
  await context.close()
  // A style that the policy refused would be said there.
  if (problems.length > 0) throw new Error(`${name}, ${colorScheme}: ${problems.join('\n')}`)
}

const wide = { width: 1100, height: 700 }
for (const colorScheme of schemes) {
  await shoot('devtools', { ...wide, colorScheme, choose: [/issues/] })
  await shoot('devtools-sign-in', { ...wide, colorScheme, choose: [/^Sign-in/] })
  await shoot('devtools-tablet', { width: 768, height: 760, colorScheme, choose: [/api\/audit/] })
  await shoot('devtools-narrow', { width: 390, height: 780, colorScheme, choose: [] })
}
await browser.close()
server.close()
console.log('docs/images: devtools, devtools-sign-in, devtools-tablet and devtools-narrow, light and dark')
