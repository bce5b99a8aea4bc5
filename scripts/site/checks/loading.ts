// What loading a page costs its reader: bytes, a layout that jumps, pictures that are too large.
import type { OpenedPage } from './opened-page.ts'
import type { SitePage, Weight } from './page-list.ts'

/** Cumulative layout shift: Lighthouse calls 0.1 good; text pages have no reason to move. */
const MAX_SHIFT = 0.02

interface Shift {
  readonly value: number
  readonly what: string
}

/** How far a page moved by itself since its first frame, and what of it. */
export interface Movement {
  readonly total: number
  readonly what: string
}

export async function readShifts({ page }: OpenedPage): Promise<Movement> {
  const shifts = await page.evaluate(() => (globalThis as unknown as { readonly shifts: Shift[] }).shifts)
  return {
    total: shifts.reduce((sum, { value }) => sum + value, 0),
    what: shifts.map(({ value, what }) => `${value.toFixed(3)} ${what}`).join('; '),
  }
}

export const findShifts = ({ total, what }: Movement): string[] =>
  total <= MAX_SHIFT ? [] : [`layout shift ${total.toFixed(3)}: ${what}`]

/** kB on the wire of what the page itself asked for. */
export function weightOf({ host }: OpenedPage): Weight {
  const byPath = new Map(host.sent.filter(({ isPrefetch }) => !isPrefetch).map((one) => [one.path, one.bytes]))
  const sum = (extension: string): number =>
    [...byPath].reduce((total, [path, bytes]) => total + (path.endsWith(extension) ? bytes : 0), 0) / 1000
  return { html: sum('.html'), js: sum('.js'), css: sum('.css') }
}

export function findWeight(opened: OpenedPage, { budget }: SitePage): string[] {
  const weight = weightOf(opened)
  return (['html', 'js', 'css'] as const)
    .filter((part) => weight[part] > budget[part])
    .map((part) => `${part}: ${weight[part].toFixed(1)} kB, budget ${budget[part]} kB`)
}

/** Pictures say how large they are, before they come, are not much larger than they are shown, and are those of the scheme, and no others. */
export async function findPictures({ page }: OpenedPage): Promise<string[]> {
  return page.evaluate(() =>
    [...document.images].flatMap((picture) => {
      const name = picture.currentSrc.replace(/^.*\//, '') || picture.outerHTML
      const faults: string[] = []
      if (!picture.hasAttribute('width') || !picture.hasAttribute('height')) {
        faults.push(`picture without width and height: ${name}`)
      }
      if (!picture.hasAttribute('alt')) faults.push(`picture without alt: ${name}`)
      const isDrawing = picture.currentSrc.endsWith('.svg')
      const isDark = matchMedia('(prefers-color-scheme: dark)').matches
      const isOther = isDark ? !isDrawing && !picture.matches('.of-dark') : picture.matches('.of-dark')
      if (picture.checkVisibility()) {
        if (isOther || (isDark && picture.matches('.of-light'))) faults.push(`picture of the other scheme: ${name}`)
      } else if (performance.getEntriesByName(picture.src, 'resource').length > 0) {
        faults.push(`picture that is not shown is fetched: ${name}`)
      }
      // A phone gets the picture of a desk.
      if (
        !isDrawing &&
        innerWidth >= 1000 &&
        picture.offsetWidth > 0 &&
        picture.naturalWidth > picture.offsetWidth * 2
      ) {
        faults.push(`picture of ${picture.naturalWidth} px shown at ${picture.offsetWidth}: ${name}`)
      }
      return faults
    }),
  )
}
