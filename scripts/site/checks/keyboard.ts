// The way through a page with Tab alone: where it stops, whether the eye sees it, and that it ends.
import type { Page } from 'playwright'
import type { OpenedPage } from './opened-page.ts'
import type { SitePage } from './page-list.ts'

/** What the keyboard reached, recorded in the page. */
interface Stop {
  readonly name: string
  readonly isSeen: boolean
  readonly isInView: boolean
  /** Index among the elements that can be reached, -1 for what was none at the start. */
  readonly index: number
}

interface Walk {
  readonly stops: Stop[]
  readonly names: readonly string[]
}

/** Lists what Tab should reach, then records each stop. Returns how many there are. */
const startWalk = (): number => {
  const nameOf = (element: Element): string => {
    const words = element.getAttribute('aria-label') ?? element.textContent.trim()
    return `${element.localName}${element.id && `#${element.id}`} "${words.replace(/\s+/g, ' ').slice(0, 40)}"`
  }
  const lookOf = (element: Element): string => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element)
    return outlineStyle === 'none' || outlineWidth === '0px'
      ? `none ${boxShadow}`
      : `${outlineStyle} ${outlineWidth} ${outlineColor} ${boxShadow}`
  }
  /** Of radio buttons with one name, Tab reaches the chosen one, or the first. */
  const isOfGroup = (element: HTMLElement): boolean => {
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return false
    const group = [...document.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${element.name}"]`)]
    return element !== (group.find(({ checked }) => checked) ?? group[0])
  }
  const isReached = (element: HTMLElement): boolean =>
    !isOfGroup(element) &&
    element.tabIndex >= 0 &&
    element.checkVisibility({ checkVisibilityCSS: true }) &&
    element.closest('[inert]') === null &&
    !(element as HTMLButtonElement).disabled
  const selector = 'a[href], button, input, select, textarea, summary, [tabindex]'
  const reachable = [...document.querySelectorAll<HTMLElement>(selector)].filter(isReached)
  const atRest = new Map(reachable.map((element) => [element, lookOf(element)]))
  const walk: Walk = { stops: [], names: reachable.map(nameOf) }
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return
    // Reading the style starts its transitions, and what a transition ends in is what the eye sees.
    lookOf(target)
    for (const animation of target.getAnimations()) animation.finish()
    const { left, top, right, bottom, width, height } = target.getBoundingClientRect()
    walk.stops.push({
      name: nameOf(target),
      index: reachable.indexOf(target),
      isSeen: lookOf(target) !== (atRest.get(target) ?? 'none none'),
      isInView: width > 0 && height > 0 && right > 0 && left < innerWidth && bottom > 0 && top < innerHeight,
    })
  })
  Object.assign(globalThis, { walk })
  return reachable.length
}

const readWalk = (page: Page): Promise<Walk> =>
  page.evaluate(() => (globalThis as unknown as { readonly walk: Walk }).walk)

/** A page of the site leads past its frame, then through the search and the menu, as they are seen. */
function findOrder(names: readonly string[]): string[] {
  const at = (pattern: RegExp): number => names.findIndex((name) => pattern.test(name))
  const [skip, search, menu] = [at(/"Skip to content"/), at(/"Search"/), at(/"Playground"/)]
  const isRight = skip === 0 && search > skip && menu > search
  return isRight ? [] : [`Tab reaches the skip link as number ${skip}, the search as ${search}, the menu as ${menu}`]
}

export async function findTraps({ page }: OpenedPage, { kind }: SitePage): Promise<string[]> {
  const count = await page.evaluate(startWalk)
  // A few more than there are: scrolling parts are stops too.
  for (let press = 0; press < count + 12; press += 1) await page.keyboard.press('Tab')
  const { stops, names } = await readWalk(page)
  const again = stops.findIndex(({ name, index }, at) => at > 0 && index === stops[0]?.index && name === stops[0].name)
  const walked = again === -1 ? stops : stops.slice(0, again)
  const reached = new Set(walked.map(({ index }) => index))
  const missed = names.filter((_, index) => !reached.has(index))
  const counts = Map.groupBy(walked, ({ index }) => index)
  const repeated = [...counts].filter(([index, list]) => index !== -1 && list.length > 1)
  return [
    ...(count === 0 ? ['Tab reaches nothing'] : []),
    ...(repeated.length > 0 ? [`Tab comes back to ${repeated[0]?.[1][0]?.name ?? ''} before the end`] : []),
    ...(missed.length > 0 ? [`Tab never reaches ${missed.length}: ${missed.slice(0, 4).join(', ')}`] : []),
    ...unseen(
      walked.filter(({ isSeen }) => !isSeen),
      'focus cannot be seen on',
    ),
    ...unseen(
      walked.filter(({ isInView }) => !isInView),
      'is outside the screen while it has the focus:',
    ),
    ...(kind === 'page' ? findOrder(walked.map(({ name }) => name)) : []),
  ]
}

const unseen = (stops: readonly Stop[], what: string): string[] =>
  stops.length === 0
    ? []
    : [
        `${what} ${stops.length}: ${stops
          .slice(0, 4)
          .map(({ name }) => name)
          .join(', ')}`,
      ]
