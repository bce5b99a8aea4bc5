// What a reader does with the keyboard alone: skip, search, open and close menus, explain a response.
import type { Browser, Page } from 'playwright'
import { openPage, type Screen } from './opened-page.ts'
import { sitePages } from './page-list.ts'
import { serveSite } from './static-host.ts'

interface Journey {
  readonly name: string
  readonly run: (browser: Browser, base: string) => Promise<string[]>
}

const desk: Screen = { width: 1280, height: 900, colorScheme: 'light', reducedMotion: 'no-preference' }
const phone: Screen = { ...desk, width: 360, height: 740 }

/** A journey of one page. What it throws is its fault. */
function journey(name: string, path: string, screen: Screen, go: (page: Page) => Promise<string[]>): Journey {
  const run = async (browser: Browser, base: string): Promise<string[]> => {
    const target = sitePages.find((one) => one.path === path)
    if (target === undefined) return [`${path} is not in the list of pages`]
    const opened = await openPage(browser, base, target, screen)
    opened.page.setDefaultTimeout(10_000)
    try {
      return [...(await go(opened.page)), ...opened.faults]
    } finally {
      await opened.close()
    }
  }
  return { name, run }
}

/** What a reader types, and the page that one of the first answers must be of. */
const searches = [
  ['401', /\/(?:start|why|verdicts|troubleshooting|backend|reasons)\.html/],
  ['third-party key', /\/(?:reasons|backend|verdicts|troubleshooting)\.html/],
  ['refresh token', /\/(?:tokens|recipes\/login\/bearer-token)\.html/],
  ['cors', /\/troubleshooting\.html/],
  ['logout', /\/(?:troubleshooting|tokens|start)\.html/],
] as const

/** What has a page of its own: that one comes first, before recipes and API. */
const titles = [
  ['ky', /(?<!recipes\/clients)\/ky\.html#ky$/],
  ['axios', /(?<!recipes\/clients)\/axios\.html#axios$/],
  ['react', /\/react\.html#react$/],
  ['Vue', /\/vue\.html#vue$/],
  ['options', /\/options\.html#options$/],
  ['events', /\/events\.html#events$/],
  ['keycloak', /\/recipes\/identity\/keycloak\.html#/],
  ['createAuth', /\/api\/why401\.html#createauth$/],
] as const
const MOST_ANSWERS = 5

async function search(page: Page): Promise<string[]> {
  const faults: string[] = []
  await page.keyboard.press('Control+k')
  const field = page.locator('#localsearch-input')
  await field.waitFor()
  const asked = [
    ...searches.map(([words, wanted]) => ({ words, wanted, among: MOST_ANSWERS })),
    ...titles.map(([words, wanted]) => ({ words, wanted, among: 1 })),
  ]
  for (const { words, wanted, among } of asked) {
    // Without words there is no answer, so that the next one is to these words.
    await field.fill('')
    await page.locator('.VPLocalSearchBox .results a').first().waitFor({ state: 'detached' })
    await field.fill(words)
    await page.locator('.VPLocalSearchBox').locator('.results a, .no-results').first().waitFor()
    const found = await page
      .locator('.VPLocalSearchBox .results a')
      .evaluateAll((links, most) => links.slice(0, most).map((link) => (link as HTMLAnchorElement).href), among)
    if (!found.some((href) => wanted.test(href))) faults.push(`"${words}" finds ${found.join(', ') || 'nothing'}`)
  }
  await page.keyboard.press('Escape')
  await field.waitFor({ state: 'detached' })
  return faults
}

async function skip(page: Page): Promise<string[]> {
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  const isInside = await page.evaluate(() => document.querySelector('#VPContent')?.contains(document.activeElement))
  return isInside === true ? [] : ['the skip link does not lead into the text']
}

/** Opens what a button opens, and closes it with Escape; then the focus is on the button. */
async function openAndEscape(page: Page, button: string, opened: string): Promise<string[]> {
  await page.locator(button).focus()
  await page.keyboard.press('Enter')
  await page.locator(opened).waitFor({ state: 'visible' })
  await page.keyboard.press('Escape')
  const isClosed = await page
    .locator(opened)
    .waitFor({ state: 'hidden' })
    .then(
      () => true,
      () => false,
    )
  const isBack = await page.locator(button).evaluate((element) => element === document.activeElement)
  return [
    ...(isClosed ? [] : [`Escape leaves ${opened} open`]),
    ...(isBack ? [] : [`the focus does not return to ${button}`]),
  ]
}

/** The scheme of the page is chosen on the page too, whatever the system's is: the pictures follow. */
async function switchScheme(page: Page): Promise<string[]> {
  const shown = (): Promise<string[]> =>
    page
      .locator('.vp-doc img:visible')
      .evaluateAll((pictures) => pictures.map(({ className }) => className).filter((name) => name !== ''))
  const before = new Set(await shown())
  await page.locator('.VPNavBarAppearance button').click()
  await page.locator('.vp-doc img.of-dark').first().waitFor()
  const after = new Set(await shown())
  return [
    ...([...before].join() === 'of-light' ? [] : [`the light page shows ${[...before].join(', ') || 'no picture'}`]),
    ...([...after].join() === 'of-dark' ? [] : [`the dark page shows ${[...after].join(', ')}`]),
  ]
}

const response =
  'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token", error_description="expired"\n\n'

async function explain(page: Page): Promise<string[]> {
  const tabTo = async (selector: string): Promise<void> => {
    for (let press = 0; press < 40; press += 1) {
      await page.keyboard.press('Tab')
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
    }
    throw new Error(`Tab does not reach ${selector}`)
  }
  await tabTo('#paste')
  await page.keyboard.insertText(response)
  await tabTo('#form button[type=submit]')
  await page.keyboard.press('Enter')
  await page.locator('#answer').getByText('token-expired').first().waitFor()
  const said = await page.locator('#summary').textContent()
  return said?.trim() ? [] : ['the answer is not said to a screen reader']
}

/** What is not read with the eye is there too, and a wrong address gets a page that leads home. */
async function files(_browser: Browser, base: string): Promise<string[]> {
  const host = await serveSite(base)
  const faults: string[] = []
  for (const name of ['llms.txt', 'llms-full.txt', 'sitemap.xml', 'react.md', 'logo.svg', 'mockServiceWorker.js']) {
    const { ok } = await fetch(host.url + name)
    if (!ok) faults.push(`${name} is not there`)
  }
  const { status } = await fetch(new URL('/', host.url))
  if (base !== '/' && status !== 404) faults.push('the host serves what is above the base')
  const lost = await fetch(`${host.url}no/such/page`)
  if (lost.status !== 404 || !(await lost.text()).includes('<title>404')) faults.push('there is no 404 page')
  await host.close()
  return faults
}

export const journeys: readonly Journey[] = [
  { name: 'files', run: files },
  journey('search by keyboard', 'start.html', desk, search),
  journey('switch to dark', 'devtools.html', desk, switchScheme),
  journey('skip link', 'start.html', desk, skip),
  journey('menu on a phone', 'start.html', phone, (page) => openAndEscape(page, '.VPNavBarHamburger', '.VPNavScreen')),
  journey('list of pages on a phone', 'start.html', phone, (page) =>
    openAndEscape(page, '.VPLocalNav .menu', '.VPSidebar.open'),
  ),
  journey('list of headings on a phone', 'start.html', phone, (page) =>
    openAndEscape(page, '.VPLocalNavOutlineDropdown button', '.VPLocalNavOutlineDropdown .items'),
  ),
  journey('playground by keyboard', 'playground/', desk, explain),
]
