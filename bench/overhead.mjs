// What a request that succeeds pays for being joined to a session, and what a thousand that wait for one renewal cost: over a
// scripted carrier, without a network. `node bench/overhead.mjs` after a build, in node and, where playwright has a Chromium,
// there too. It compares a session whose engine comes later with one whose engine is at hand, and with those of another build,
// whose folder WHY401_BESIDE names. Exit code 1 when a request costs more than its budget, is cloned, or its body read.
import { resolve } from 'node:path'
import { measure } from './overhead/measure.mjs'

/** µs that a request may pay in the fastest quarter of its samples, and what the design asks where that is missed. */
const budgets = {
  node: { 'fetch, GET': [0.45, 0.4], 'ky, GET': [8, 2], 'ky, GET, timeout: false': [3.5, 2] },
  Chromium: { 'fetch, GET': [1.2], 'ky, GET': [11, 2], 'ky, GET, timeout: false': [4.5, 2] },
}

const folders = { '': resolve(import.meta.dirname, '../dist') }
if (process.env.WHY401_BESIDE) folders[', beside'] = resolve(process.env.WHY401_BESIDE)

/** A module whose `start` measures the builds of all folders. */
const entry = `
  import ky from 'ky'
  const builds = {}
  ${Object.entries(folders).map(buildsOf).join('\n')}
  export const start = (measure, cpu) => measure({ cpu, ky, builds })`

function buildsOf([mark, folder], index) {
  const from = (file) => JSON.stringify(`${folder}/${file}`)
  return `
  import { createAuth as createLater${index} } from ${from('index.js')}
  import { createAuth as createNow${index} } from ${from('fetch/index.js')}
  import { withAuth as withAuth${index} } from ${from('ky/index.js')}
  import { standard as standard${index}, oauth2 as oauth2_${index} } from ${from('conventions/index.js')}
  builds['engine later${mark}'] = {
    createAuth: (options) => createLater${index}({ ...options, preload: 'never' }),
    withAuth: withAuth${index},
  }
  builds['engine at hand${mark}'] = {
    createAuth: createNow${index},
    withAuth: withAuth${index},
    conventions: standard${index},
    oauth2: oauth2_${index},
  }`
}

/** The entry in one file: minified names would not change what is measured, so that it stays readable in a profile. */
async function bundle(format) {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: import.meta.dirname },
    bundle: true,
    format,
    globalName: 'overhead',
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0].text
}

async function measureInNode() {
  const { start } = await import(`data:text/javascript,${encodeURIComponent(await bundle('esm'))}`)
  // Of this process, so that others on the machine do not count.
  const cpu = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000
  }
  return start(measure, cpu)
}

/** Undefined where there is no browser. */
async function measureInChromium() {
  try {
    const { chromium } = await import('playwright')
    const { chromium: options } = await import('../scripts/browsers.ts')
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
      await page.addScriptTag({ content: await bundle('iife') })
      return [`Chromium ${browser.version()}`, await page.evaluate(`overhead.start(${String(measure)})`)]
    } finally {
      await browser.close()
    }
  } catch (error) {
    console.log('not run in Chromium:', String(error).split('\n', 1)[0])
    return undefined
  }
}

/** Prints one engine's figures; returns what is over its budget. */
function print(where, { rows, waiters, renewals, storms, samples, batch, count }) {
  const limits = budgets[where.split(' ')[0]]
  const over = []
  const table = {}
  for (const [name, { bare, builds, touches }] of Object.entries(rows)) {
    const [budget, asked = budget] = limits[name] ?? []
    table[name] = { 'bare µs': bare }
    for (const [build, { median, quarter }] of Object.entries(builds)) {
      table[name][build] = `${median} (${quarter})`
      if (!build.endsWith('beside') && quarter > budget) over.push(`${where}: ${name}, ${build}: ${quarter} µs`)
    }
    if (touches > 0) over.push(`${where}: ${name}: cloned or read`)
    Object.assign(table[name], { budget: budget ?? '', asked: asked ?? '', 'clones, reads': touches })
  }
  console.log(
    `\n${where}: µs that a request that succeeds pays beside the same work without a session: median of ${samples} samples of ${batch} (fastest quarter, to which the budget applies)`,
  )
  console.table(table)
  console.log(
    `${where}: ${count} requests that wait for one renewal, ${where.startsWith('node') ? 'CPU' : 'wall-clock'} time, the fastest quarter (target: < 5 ms for 100); ${renewals} renewals in ${storms} storms`,
  )
  console.table(waiters)
  return over
}

const results = [[`node ${process.version}`, await measureInNode()], await measureInChromium()]
const over = results.filter(Boolean).flatMap(([where, result]) => print(where, result))
console.log(over.length === 0 ? 'within all budgets; no success was cloned or read' : over.join('\n'))
process.exitCode = over.length === 0 ? 0 : 1
