// Budgets in bytes, min + gzip, one for each subpath and for the three figures that design and README speak of: what is
// needed now and a few per cent, so that growth is a decision. docs/decisions/0006 says why the design's figures are not held.
const all = (path) => `export * from '${path}'`

export const budgets = [
  { name: 'why401/challenge', code: all('why401/challenge'), external: [], budget: 2_600 },
  {
    name: 'core client (why401/fetch) without ky and zod',
    code: `export { createAuth, verdictOf } from 'why401/fetch'`,
    external: ['ky', 'zod', 'zod/mini'],
    budget: 38_700,
  },
  {
    name: 'everything but ky and frameworks',
    code: [
      'why401',
      'why401/challenge',
      'why401/conventions',
      'why401/session',
      'why401/fetch',
      'why401/ky',
      'why401/react',
      'why401/vue',
    ]
      .map((path, index) => `export * as n${index} from '${path}'`)
      .join('\n'),
    external: ['ky', 'react', 'vue'],
    budget: 87_200,
  },
  { name: 'why401/verdict', code: all('why401/verdict'), external: [], budget: 10_700 },
  { name: 'why401/response', code: all('why401/response'), external: [], budget: 12_200 },
  { name: 'why401/conventions', code: all('why401/conventions'), external: [], budget: 41_700 },
  { name: 'why401/session', code: all('why401/session'), external: [], budget: 33_500 },
  { name: 'why401/ky without ky', code: all('why401/ky'), external: ['ky'], budget: 9_300 },
  { name: 'why401/react without react', code: all('why401/react'), external: ['react'], budget: 1_500 },
  { name: 'why401/vue without vue', code: all('why401/vue'), external: ['vue'], budget: 1_500 },
  { name: 'why401/devtools, in development only', code: all('why401/devtools'), external: [], budget: 22_000 },
]
