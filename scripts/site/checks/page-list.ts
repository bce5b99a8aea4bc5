// The pages that are looked at, one of each kind, and what each may weigh.

/** kB (1,000 bytes, gzip) that a page asks for before anybody does anything. */
export interface Weight {
  readonly html: number
  readonly js: number
  readonly css: number
}

export interface SitePage {
  readonly path: string
  /** A page of VitePress, or an app that is built beside them. */
  readonly kind: 'page' | 'app'
  readonly budget: Weight
  /** Says that the page is there: what it shows when it can be used. */
  readonly isReady: string
}

const page = (path: string, html: number, js: number): SitePage => ({
  path,
  kind: 'page',
  budget: { html, js, css: 22 },
  isReady: 'h1',
})
const app = (path: string, budget: Weight, isReady: string): SitePage => ({ path, kind: 'app', budget, isReady })

/** Budgets are about 5 % above what `--sizes` prints; the text of a guide has room to grow by a section. */
export const sitePages: readonly SitePage[] = [
  page('', 11, 67),
  page('start.html', 17, 67),
  page('react.html', 26.5, 67),
  page('ky.html', 14.5, 67),
  page('recipes/', 14.5, 67),
  page('recipes/clients/tanstack-query.html', 15.5, 67),
  page('options.html', 18.5, 67),
  page('events.html', 15.5, 67),
  page('verdicts.html', 19, 67),
  page('conventions/', 18.5, 67),
  page('conformance.html', 16.5, 67),
  page('devtools.html', 17, 67),
  page('security.html', 15.5, 67),
  page('decisions/0001-floors-and-walls.html', 14.5, 67),
  page('api/why401.html', 28.5, 67),
  page('troubleshooting.html', 18.5, 67),
  page('changelog.html', 24, 67),
  app('playground/', { html: 3, js: 80, css: 4 }, '#samples a'),
  app('page/', { html: 3.5, js: 340, css: 4.8 }, '[data-playing]'),
  app('react/', { html: 1, js: 455, css: 4.8 }, '[data-playing]'),
  app('vue/', { html: 1, js: 385, css: 4.8 }, '[data-playing]'),
]
