import { type Auth, type AuthOptions, createAuth } from 'why401'
import { type Backend, type Counts, FRESH_TOKEN, startBackend } from './backend/backend.ts'
import { type Caught, catching, cellOf } from './cell.ts'
import type { Client, Setup, Way } from './setup.ts'

/** What happened beside what the call site got. */
export interface Effects {
  renewals: number
  asked: number
  /** The user signs in when asked, and declines otherwise. */
  willSignIn: boolean
}

interface Page {
  readonly client: Client
  readonly backend: Backend
  readonly auth: Auth
  readonly effects: Effects
}

export interface Scenario {
  readonly name: string
  /** True when the session is signed in with a token that the backend accepts. */
  readonly isFresh: boolean
  /** What the client is asked for; undefined where it has no such call. */
  readonly call: (page: Page) => Promise<readonly Caught[]> | undefined
  /** What the cell says beside what was caught. */
  readonly note?: (effects: Effects, counts: Counts) => string
}

/** How often a page polls while nobody is signed in. */
const POLLS = 4

const once = (call: (() => Promise<unknown>) | undefined): Promise<readonly Caught[]> | undefined =>
  call && catching(call).then((caught) => [caught])

const times = (count: number): string => ['never', 'once', 'twice'][count] ?? `${count} times`

/** Loads while nobody is signed in, signs in, and waits for what is shown then. */
async function signInLater({ client, auth, effects }: Page): Promise<readonly Caught[]> {
  const { reloadReports, loadReports } = client
  let signedIn: Promise<boolean> | undefined
  const signInOnce = (): void => {
    effects.willSignIn = true
    signedIn ??= auth.signIn()
  }
  if (reloadReports) return [await catching(() => reloadReports(signInOnce))]
  await catching(loadReports)
  signInOnce()
  await signedIn
  return [await catching(loadReports)]
}

/** Polls by the library's own means where it has some, and by one call after the other where it has none. */
async function poll({ client, backend }: Page): Promise<readonly Caught[]> {
  const { pollReports, loadReports } = client
  if (pollReports) return [await catching(() => pollReports(backend.refusedTimes(POLLS)))]
  const caught: Caught[] = []
  while (caught.length < POLLS) caught.push(await catching(loadReports))
  return caught
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'expired token',
    isFresh: false,
    call: ({ client }) => Promise.all([1, 2, 3].map(() => catching(client.loadReports))),
    note: ({ renewals }) => `renewed ${times(renewals)}`,
  },
  { name: 'wrong password', isFresh: true, call: ({ client }) => once(client.signIn) },
  { name: 'missing scope', isFresh: true, call: ({ client }) => once(client.loadAudit) },
  { name: 'broken integration', isFresh: true, call: ({ client }) => once(client.loadForecast) },
  { name: 'login page under 200', isFresh: true, call: ({ client }) => once(client.loadLegacy) },
  { name: 'GraphQL error under 200', isFresh: true, call: ({ client }) => once(client.loadSecret) },
  {
    name: 'declined sign-in, polled',
    isFresh: false,
    call: poll,
    note: ({ asked }) => `asked ${times(asked)}`,
  },
  { name: 'sign-in after that', isFresh: false, call: signInLater },
  {
    name: 'partial batch',
    isFresh: true,
    call: ({ client }) => once(client.sendBatch),
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
    if (!effects.willSignIn) return 'declined'
    token = FRESH_TOKEN
    return 'renewed'
  }
  return createAuth({
    origins: [base],
    tabs: false,
    token: () => token,
    ...(name.includes('sign-in') ? { signIn } : { renew }),
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
  const effects: Effects = { renewals: 0, asked: 0, willSignIn: false }
  const own = createAppAuth(scenario, backend.base, effects)
  const auth = way === 'withAuth' ? own : { ...own, fetch: own[way], strictFetch: own[way] }
  try {
    const client = await setup.connect({ auth, base: backend.base })
    const call = scenario.call({ client, backend, auth: own, effects })
    if (call === undefined) return '–'
    const caught = await within(call, `${setup.name}, ${scenario.name}`)
    return cellOf(caught, noteOf(scenario, effects, backend.counts))
  } finally {
    own.dispose()
    backend.close()
  }
}
