import { type Auth, type AuthOptions, createAuth } from 'why401'
import { type Backend, type Counts, FRESH_TOKEN, startBackend } from './backend/backend.ts'
import { type Caught, catching, cellOf } from './cell.ts'
import type { Client, Setup, Way } from './setup.ts'

/** What happened to the session beside what the call site got. */
export interface Effects {
  renewals: number
  asked: number
}

export interface Scenario {
  readonly name: string
  /** True when the session is signed in with a token that the backend accepts. */
  readonly isFresh: boolean
  /** What the client is asked for; undefined where it has no such call. */
  readonly call: (client: Client, backend: Backend) => Promise<readonly Caught[]> | undefined
  /** What the cell says beside what was caught. */
  readonly note?: (effects: Effects, counts: Counts) => string
}

/** How often a page polls while nobody is signed in. */
const POLLS = 4

const once = (call: (() => Promise<unknown>) | undefined): Promise<readonly Caught[]> | undefined =>
  call && catching(call).then((caught) => [caught])

const times = (count: number): string => ['never', 'once', 'twice'][count] ?? `${count} times`

/** Polls by the library's own means where it has some, and by one call after the other where it has none. */
async function poll({ pollReports, loadReports }: Client, backend: Backend): Promise<readonly Caught[]> {
  if (pollReports) return [await catching(() => pollReports(backend.refusedTimes(POLLS)))]
  const caught: Caught[] = []
  while (caught.length < POLLS) caught.push(await catching(loadReports))
  return caught
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'expired token, three times at once',
    isFresh: false,
    call: ({ loadReports }) => Promise.all([1, 2, 3].map(() => catching(loadReports))),
    note: ({ renewals }) => `renewed ${times(renewals)}`,
  },
  { name: 'wrong password', isFresh: true, call: ({ signIn }) => once(signIn) },
  { name: 'missing scope', isFresh: true, call: ({ loadAudit }) => once(loadAudit) },
  { name: 'broken integration', isFresh: true, call: ({ loadForecast }) => once(loadForecast) },
  { name: 'login page under 200', isFresh: true, call: ({ loadLegacy }) => once(loadLegacy) },
  { name: 'GraphQL error under 200', isFresh: true, call: ({ loadSecret }) => once(loadSecret) },
  {
    name: 'declined sign-in under polling',
    isFresh: false,
    call: poll,
    note: ({ asked }) => `asked ${times(asked)}`,
  },
  {
    name: 'partial batch',
    isFresh: true,
    call: ({ sendBatch }) => once(sendBatch),
    note: (_, { changes }) => `changed ${times(changes)}`,
  },
]

/** A client that sends a refused request again by itself is named. */
function noteOf({ note, isFresh }: Scenario, effects: Effects, counts: Counts): string | undefined {
  const notes = [note?.(effects, counts), isFresh && counts.requests > 1 && `sent ${times(counts.requests)}`]
  return notes.filter(Boolean).join(', ') || undefined
}

/** An auth as an app makes it; what is told to the user or asked for is counted. */
function createAppAuth({ name, isFresh }: Scenario, base: string, effects: Effects): Auth {
  let token = isFresh ? FRESH_TOKEN : 'expired'
  const renew: AuthOptions['renew'] = async () => {
    effects.renewals += 1
    if (isFresh) return 'declined'
    token = FRESH_TOKEN
    return 'renewed'
  }
  const signIn: AuthOptions['signIn'] = async () => {
    effects.asked += 1
    return 'declined'
  }
  return createAuth({
    origins: [base],
    tabs: false,
    token: () => token,
    ...(name.startsWith('declined') ? { signIn } : { renew }),
    routes: [
      { path: '/session', method: 'POST', role: 'sign-in' },
      { path: '/trpc/signIn', role: 'sign-in' },
      { path: '/integrations/:integration/*', role: 'integration' },
      // These speak of refusals under a status of success.
      ...['/legacy/*', '/graphql', '/batch', '/trpc/*', '/rest/v1/*'].map((path) => ({ path, inspect: true })),
    ],
  })
}

/** A promise that is never settled would leave the table without an end. */
const within = async <T>(promise: Promise<T>, name: string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} does not settle`)), 60_000)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/** What the code that catches gets, as one cell of the table. */
export async function runScenario(scenario: Scenario, setup: Setup, way: Way): Promise<string> {
  const backend = await startBackend()
  const effects: Effects = { renewals: 0, asked: 0 }
  const own = createAppAuth(scenario, backend.base, effects)
  const auth = way === 'withAuth' ? own : { ...own, fetch: own[way], strictFetch: own[way] }
  try {
    const client = await setup.connect({ auth, base: backend.base })
    const call = scenario.call(client, backend)
    if (call === undefined) return '–'
    const caught = await within(call, `${setup.name}, ${scenario.name}`)
    return cellOf(caught, noteOf(scenario, effects, backend.counts))
  } finally {
    own.dispose()
    backend.close()
  }
}
