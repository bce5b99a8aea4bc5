// Budgets in bytes, min + gzip, one for each subpath and for the three figures that design and README speak of: what is
// needed now and a few per cent, so that growth is a decision. docs/decisions/0006 says why the design's figures are not held.
const all = (path) => `export * from '${path}'`

export const budgets = [
  { name: 'why401/challenge', code: all('why401/challenge'), external: [], budget: 2_600 },
  { name: 'core client (why401/fetch) without ky and zod', code: `export { createAuth, verdictOf } from 'why401/fetch'`, external: ['ky', 'zod', 'zod/mini'], budget: 15_600 },
  { name: 'everything but ky', code: ['why401', 'why401/challenge', 'why401/conventions', 'why401/session', 'why401/fetch', 'why401/ky'].map((path, index) => `export * as n${index} from '${path}'`).join('\n'), external: ['ky'], budget: 52_000 },
  { name: 'why401/verdict', code: all('why401/verdict'), external: [], budget: 4_300 },
  { name: 'why401/response', code: all('why401/response'), external: [], budget: 7_200 },
  { name: 'why401/conventions', code: all('why401/conventions'), external: [], budget: 34_500 },
  { name: 'why401/session', code: all('why401/session'), external: [], budget: 15_300 },
  { name: 'why401/ky without ky', code: all('why401/ky'), external: ['ky'], budget: 2_200 },
]
