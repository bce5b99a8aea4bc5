// The built site (`npm run docs`) as its reader has it: each kind of page on a phone and on a desk, light and dark, by keyboard, over a slow network;
// and every other page once, narrow and dark.
// `--sizes` prints what each page weighs, how far it moves and how long the look took; a part of a path (`node scripts/site/check-pages.ts playground`) looks at these pages alone.
import { existsSync, readFileSync } from 'node:fs'
import { type Browser, chromium } from 'playwright'
import manifest from '../../package.json' with { type: 'json' }
import { headlessChromium } from '../browsers.ts'
import { findViolations } from './checks/accessibility.ts'
import { builtPaths, Tabs } from './checks/every-page.ts'
import { findBasics, findMotion, findOverflow } from './checks/basics.ts'
import { journeys } from './checks/journeys.ts'
import { findTraps } from './checks/keyboard.ts'
import { findPictures, findShifts, findWeight, readShifts, weightOf } from './checks/loading.ts'
import { openPage, type OpenedPage, type Screen } from './checks/opened-page.ts'
import { type SitePage, sitePages } from './checks/page-list.ts'
import { missedOf, plantedPage } from './checks/planted.ts'

const desk: Screen = { width: 1280, height: 900, colorScheme: 'dark', reducedMotion: 'no-preference' }
const phone: Screen = { width: 360, height: 740, colorScheme: 'light', reducedMotion: 'reduce' }
/** Most of a load is waiting for the slow network. */
const AT_ONCE = 3

if (!existsSync('site/dist/index.html')) throw new Error('site/dist is missing: run `npm run docs` first')
const { base } = JSON.parse(readFileSync('site/.stage/site.json', 'utf8')) as { readonly base: string }
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const isListing = process.argv.includes('--sizes')
const used = new Map<string, string>()
const sizes: string[] = []

type Check = (opened: OpenedPage) => string[] | Promise<string[]>

function checksOf(target: SitePage, screen: Screen): Check[] {
  const onBoth: Check[] = [(opened) => findWeight(opened, target), findViolations]
  if (screen === phone) return [...onBoth, findMotion, findOverflow]
  return [
    // Before other colours are asked for, and with them other pictures.
    findPictures,
    ...onBoth,
    (opened) => findBasics(opened, target, manifest.homepage, used),
    (opened) => findTraps(opened, target),
  ]
}

async function checkPage(browser: Browser, target: SitePage, screen: Screen): Promise<string[]> {
  const start = Date.now()
  const opened = await openPage(browser, base, target, screen)
  try {
    const { html, js, css } = weightOf(opened)
    const moved = await readShifts(opened)
    const { total, what } = moved
    const faults = findShifts(moved)
    for (const check of checksOf(target, screen)) faults.push(...(await check(opened)))
    sizes.push(
      `${target.path || 'home'} at ${screen.width} px: html ${html.toFixed(1)}, js ${js.toFixed(1)}, css ${css.toFixed(1)} kB, shift ${total.toFixed(3)} ${what} (${((Date.now() - start) / 1000).toFixed(1)} s)`,
    )
    return [...opened.faults, ...faults]
  } finally {
    await opened.close()
  }
}

/** One thing to do, and the name that its faults go by. */
interface Task {
  readonly name: string
  readonly run: (browser: Browser) => Promise<string[]>
}

/** Of the tasks that look at every page. */
let tabs: Tabs | undefined
const checkBriefly = (browser: Browser, path: string): Promise<string[]> => {
  tabs ??= new Tabs(browser, base)
  return tabs.check(path, manifest.homepage, used)
}

const isAsked = ({ name }: Task): boolean => words.length === 0 || words.some((word) => name.includes(word))
const slow: Task[] = [
  ...sitePages.flatMap((target) =>
    [desk, phone].map((screen) => ({
      name: `${target.path || 'home'} at ${screen.width} px, ${screen.colorScheme}`,
      run: (browser: Browser) => checkPage(browser, target, screen),
    })),
  ),
  ...[desk, phone].map((screen) => ({
    name: `planted at ${screen.width} px`,
    run: async (browser: Browser) =>
      missedOf(await checkPage(browser, plantedPage, screen), screen === desk ? 'desk' : 'phone'),
  })),
  ...journeys.map(({ name, run }) => ({ name, run: (browser: Browser) => run(browser, base) })),
].filter(isAsked)
const paths = builtPaths()
const listed = new Set(sitePages.map(({ path }) => path))
const brief: Task[] = [
  ...paths
    .filter((path) => !listed.has(path))
    .map((path) => ({ name: path || 'home', run: (browser: Browser) => checkBriefly(browser, path) })),
  {
    name: 'planted, narrow',
    run: async (browser: Browser) => missedOf(await checkBriefly(browser, plantedPage.path), 'narrow'),
  },
].filter(isAsked)

const started = Date.now()
const browser = await chromium.launch(headlessChromium())
const faults: string[] = []
async function work(tasks: Iterable<Task>): Promise<void> {
  for (const { name, run } of tasks) {
    const found = await run(browser).catch((error: unknown) => [String(error)])
    faults.push(...new Set(found.map((line) => `${name}: ${line}`)))
  }
}
// Who waits for no network has the processor meanwhile; then all share what is left.
const [slowly, briefly] = [slow.values(), brief.values()]
try {
  await Promise.all([work(briefly), ...Array.from({ length: AT_ONCE }, () => work(slowly).then(() => work(briefly)))])
} finally {
  await tabs?.close()
  await browser.close()
}
if (isListing) for (const line of sizes.sort()) console.log(line)
for (const line of faults) console.error(line)
const count = slow.length + brief.length
const seconds = ((Date.now() - started) / 1000).toFixed(0)
console.log(`${count} looks at ${paths.length} pages for ${base}, ${faults.length} faults, ${seconds} s`)
if (count === 0 || faults.length > 0) process.exitCode = 1
