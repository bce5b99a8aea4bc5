// A page with every fault that the checks are for: they are looked at themselves, or a check that finds nothing would pass for ever.
import type { SitePage } from './page-list.ts'

export const plantedPage: SitePage = {
  path: 'planted.html',
  kind: 'page',
  budget: { html: 0.1, js: 0, css: 0 },
  isReady: '#late',
}

/** What must be found there, on a phone and on a desk. */
const faults: { readonly [screen in 'both' | 'desk' | 'phone']: readonly RegExp[] } = {
  both: [
    /^console: planted/,
    /^404 for .*no\/such\/file/,
    /^asks another host: http:\/\/other-host\.test/,
    /^layout shift \d\.\d+/,
    /^layout shift .*td\.early/,
    /^html: .* kB, budget 0\.1/,
    /^axe color-contrast/,
    /^axe html-has-lang/,
  ],
  desk: [
    /^axe target-size/,
    /^picture without width and height: logo\.svg/,
    /^2 h1/,
    /^heading "Deep" skips to level 4/,
    /^lang is ""/,
    /^title of 2 characters/,
    /^description of 0 characters/,
    /^canonical is ""/,
    /^Tab comes back to button "a"/,
    /^Tab never reaches .*Never reached/,
    /^focus cannot be seen on .*button#quiet/,
    /^Tab reaches the skip link as number -1/,
  ],
  phone: [/^moves: p/, /^at 320 px it is 9\d\d px wide/],
}

/** What the checks should have found and did not. */
export const missedOf = (found: readonly string[], screen: 'desk' | 'phone'): string[] =>
  [...faults.both, ...faults[screen]]
    .filter((pattern) => !found.some((line) => pattern.test(line)))
    .map((pattern) => `a planted fault was not found: ${String(pattern)}`)
