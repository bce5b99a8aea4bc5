// Budgets in bytes, min + gzip, one for each subpath and for the three figures that design and README speak of.
const all = (path) => `export * from '${path}'`

export const budgets = [
  { name: 'why401/challenge', code: all('why401/challenge'), external: [], budget: 1_500 },
  { name: 'core client (why401/fetch) without ky and zod', code: `export { createAuth, verdictOf } from 'why401/fetch'`, external: ['ky', 'zod', 'zod/mini'], budget: 6_000 },
  { name: 'everything but ky', code: ['why401', 'why401/challenge', 'why401/conventions', 'why401/session', 'why401/fetch', 'why401/ky'].map((path, index) => `export * as n${index} from '${path}'`).join('\n'), external: ['ky'], budget: 14_000 },
  { name: 'why401/verdict', code: all('why401/verdict'), external: [], budget: 3_200 },
  { name: 'why401/response', code: all('why401/response'), external: [], budget: 5_000 },
  { name: 'why401/conventions', code: all('why401/conventions'), external: [], budget: 9_000 },
  { name: 'why401/session', code: all('why401/session'), external: [], budget: 6_500 },
  { name: 'why401/ky without ky', code: all('why401/ky'), external: ['ky'], budget: 7_000 },
]
