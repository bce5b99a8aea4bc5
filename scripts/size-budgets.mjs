// Budgets in bytes, min + gzip: what is needed now and two or three per cent, so that growth is a decision. docs/decisions/0006
// says which of the design's figures are not met. A row is what a page loads at first, without the files that
// it loads when it is idle; those are rows of their own, named by a part of their path.
const all = (path) => `export * from '${path}'`
const core = `export { createAuth } from 'why401'`

export const budgets = [
  { name: 'createAuth, at first', code: core, external: [], budget: 8_930 },
  {
    name: 'createAuth and withAuth of ky, at first',
    code: `${core}\nexport { withAuth } from 'why401/ky'`,
    external: ['ky'],
    budget: 10_750,
  },
  {
    name: 'createAuth and withAuth of axios, at first',
    code: `${core}\nexport { withAuth } from 'why401/axios'`,
    external: ['axios'],
    budget: 10_900,
  },
  {
    name: 'createAuth and createTokens, at first',
    code: `${core}\nexport { createTokens } from 'why401'`,
    external: [],
    budget: 10_350,
  },
  { name: 'engine, when the page is idle', code: core, external: [], budget: 31_000, chunk: 'fetch/engine.js' },
  {
    name: 'standard conventions, when the page is idle',
    code: core,
    external: [],
    budget: 38_500,
    chunk: 'conventions/standard.js',
    beside: 'fetch/engine.js',
  },
  {
    name: 'createAuth of why401/fetch, all at once',
    code: `export { createAuth } from 'why401/fetch'`,
    external: [],
    budget: 38_400,
  },
  { name: 'why401/challenge', code: all('why401/challenge'), external: [], budget: 2_500 },
  { name: 'why401/verdict', code: all('why401/verdict'), external: [], budget: 10_500 },
  { name: 'why401/response', code: all('why401/response'), external: [], budget: 12_100 },
  { name: 'why401/conventions', code: all('why401/conventions'), external: [], budget: 41_700 },
  { name: 'why401/session', code: all('why401/session'), external: [], budget: 34_700 },
  { name: 'why401/react without react', code: all('why401/react'), external: ['react'], budget: 1_360 },
  { name: 'why401/vue without vue', code: all('why401/vue'), external: ['vue'], budget: 1_360 },
  { name: 'why401/devtools, in development only', code: all('why401/devtools'), external: [], budget: 23_500 },
]
