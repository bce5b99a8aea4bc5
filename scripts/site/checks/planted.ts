// A page with every fault that the checks are for: they are looked at themselves, or a check that finds nothing would pass for ever.
import type { SitePage } from './page-list.ts'

export const plantedPage: SitePage = {
  path: 'planted.html',
  kind: 'page',
  budget: { html: 0.1, js: 0, css: 0 },
  isReady: '#late',
}

type Look = 'desk' | 'phone' | 'narrow'

const ofContent: readonly RegExp[] = [
  /^picture without width and height: logo\.svg/,
  /^picture of the other scheme: logo\.svg\?shown/,
  /^picture that is not shown is fetched: logo\.svg\?hidden/,
  /^2 h1/,
  /^heading "Deep" skips to level 4/,
  /^lang is ""/,
  /^title of 2 characters/,
  /^description of 0 characters/,
  /^canonical is ""/,
]
const always: readonly RegExp[] = [
  /^console: planted/,
  /^404 for .*no\/such\/file/,
  /^asks another host: http:\/\/other-host\.test/,
  /^axe color-contrast/,
  /^axe html-has-lang/,
]
const slowly: readonly RegExp[] = [/^layout shift \d\.\d+/, /^layout shift .*td\.early/, /^html: .* kB, budget 0\.1/]
const isTooWide = /^at 320 px it is 9\d\d px wide/

/** What must be found there, in each look at it. */
const faults: { readonly [look in Look]: readonly RegExp[] } = {
  desk: [
    ...always,
    ...slowly,
    ...ofContent,
    /^axe target-size/,
    /^Tab comes back to button "a"/,
    /^Tab never reaches .*Never reached/,
    /^focus cannot be seen on .*button#quiet/,
    /^Tab reaches the skip link as number -1/,
  ],
  phone: [...always, ...slowly, /^moves: p/, isTooWide],
  narrow: [...always, ...ofContent, isTooWide],
}

/** What the checks should have found and did not. */
export const missedOf = (found: readonly string[], look: Look): string[] =>
  faults[look]
    .filter((pattern) => !found.some((line) => pattern.test(line)))
    .map((pattern) => `a planted fault was not found: ${String(pattern)}`)
