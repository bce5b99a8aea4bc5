// What a search engine, a screen reader and a small screen need of each page.
import type { OpenedPage } from './opened-page.ts'
import type { SitePage } from './page-list.ts'

interface Facts {
  readonly lang: string
  readonly title: string
  readonly description: string
  readonly canonical: string
  readonly headings: readonly { readonly level: number; readonly words: string }[]
}

const readFacts = (): Facts => ({
  lang: document.documentElement.lang,
  title: document.title,
  description: document.querySelector<HTMLMetaElement>('meta[name=description]')?.content ?? '',
  canonical: document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? '',
  headings: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .filter((heading) => heading.checkVisibility())
    .map(({ localName, textContent }) => ({ level: Number(localName[1]), words: textContent.trim() })),
})

function findHeadings(headings: Facts['headings']): string[] {
  const tops = headings.filter(({ level }) => level === 1).length
  const skipped = headings.filter(({ level }, index) => index > 0 && level > (headings[index - 1]?.level ?? 6) + 1)
  return [
    ...(tops === 1 ? [] : [`${tops} h1`]),
    ...skipped.map(({ level, words }) => `heading "${words}" skips to level ${level}`),
  ]
}

/** Each title and description belongs to one page: `used` are those of the pages before. */
export async function findBasics(
  { page }: OpenedPage,
  { path }: Pick<SitePage, 'path'>,
  homepage: string,
  used: Map<string, string>,
): Promise<string[]> {
  const { lang, title, description, canonical, headings } = await page.evaluate(readFacts)
  const faults = findHeadings(headings)
  if (lang !== 'en') faults.push(`lang is "${lang}"`)
  for (const [name, text, least, most] of [
    ['title', title, 5, 70],
    ['description', description, 25, 200],
  ] as const) {
    if (text.length < least || text.length > most) faults.push(`${name} of ${text.length} characters: "${text}"`)
    const other = used.get(`${name} ${text}`)
    if (other !== undefined && other !== path) faults.push(`${name} is that of ${other}: "${text}"`)
    used.set(`${name} ${text}`, path)
  }
  if (canonical !== homepage + path) faults.push(`canonical is "${canonical}", not ${homepage}${path}`)
  return faults
}

/** Whatever is wider than a small screen scrolls in itself. */
export async function findOverflow({ page, screen }: OpenedPage): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: screen.height })
  return page.evaluate(() => {
    const isHeld = (element: Element): boolean => {
      for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) {
        if (getComputedStyle(at).overflowX !== 'visible' || getComputedStyle(at).position === 'fixed') return true
      }
      return false
    }
    const wide = [...document.body.querySelectorAll('*')].filter((element) => {
      const { right, width, height } = element.getBoundingClientRect()
      return right > innerWidth + 1 && width > 1 && height > 1 && element.checkVisibility() && !isHeld(element)
    })
    const scrolls = document.documentElement.scrollWidth > innerWidth
    if (!scrolls && wide.length === 0) return []
    const names = wide.slice(0, 3).map(({ localName, className }) => `${localName}.${className}`)
    return [`at 320 px it is ${document.documentElement.scrollWidth} px wide: ${names.join(', ')}`]
  })
}

/** For who asked for less motion, nothing moves by itself and no scrolling is smooth. */
export async function findMotion({ page }: OpenedPage): Promise<string[]> {
  return page.evaluate(() => {
    const moving = /\b(?:all|transform|translate|scale|rotate|left|right|top|bottom|width|height|margin|padding)\b/
    const seconds = (text: string): number => Math.max(...text.split(',').map((part) => Number.parseFloat(part)))
    const found = new Set<string>()
    for (const element of document.querySelectorAll('*')) {
      for (const pseudo of [null, '::before', '::after']) {
        const style = getComputedStyle(element, pseudo)
        const isMoving =
          (seconds(style.transitionDuration) > 0.01 && moving.test(style.transitionProperty)) ||
          (seconds(style.animationDuration) > 0.01 && style.animationName !== 'none')
        if (isMoving) found.add(`moves: ${element.localName}.${element.className}${pseudo ?? ''}`)
        if (style.scrollBehavior === 'smooth') found.add(`scrolls smoothly: ${element.localName}`)
      }
    }
    return [...found].slice(0, 5)
  })
}
