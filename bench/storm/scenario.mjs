// Runs one scenario with one client, and says what came of it.
import { setTimeout } from 'node:timers/promises'
import { MAX_SENT, startBackend } from './backend.mjs'
import { makeBody } from './bodies.mjs'

/** When nothing has settled and nothing has reached the server for this long, what is left counts as never settled. */
const QUIET_MS = 3_000
const LIMIT_MS = 20_000
const AFTER_MS = 3_000

/** A timer that does not keep the process alive. */
const pause = (ms) => setTimeout(ms, undefined, { ref: false })

/** Settles once nothing happens any more; a machine that is busy must not look like a client that hangs. */
const quiet = async (last) => {
  const start = performance.now()
  while (performance.now() - Math.max(start, last()) < QUIET_MS && performance.now() - start < LIMIT_MS) await pause(50)
}
const statusOf = (error) => error?.response?.status ?? error?.status ?? error?.cause?.response?.status

/** Settles, whatever the client does with it. */
const outcome = (promise) =>
  promise.then(
    (value) => value,
    (error) => ({ status: statusOf(error), error }),
  )

/** `id`, `delay`, `body`, `kind` for each request of a scenario, in the order they are sent, and the tab they belong to. */
const requestsOf = async (scenario, client) => {
  const plans = scenario.requests.filter(({ kind }) => kind === undefined || client.bodies?.includes(kind) !== false)
  return Promise.all(
    plans.map(async (plan, index) =>
      Object.assign({ id: `i${index}`, tab: 0 }, plan, plan.kind && (await makeBody(plan.kind))),
    ),
  )
}

let worlds = 0
export async function run(scenario, client) {
  const backend = await startBackend(scenario.backend)
  const store = { token: 't0', refreshToken: 'r0' }
  worlds += 1
  const tab = scenario.tabs === undefined ? undefined : `storm-${worlds}`
  const tabs = await Promise.all(
    Array.from({ length: scenario.tabs ?? 1 }, () =>
      client.create({ origin: backend.origin, store, tab, maxWait: scenario.maxWait }),
    ),
  )
  const requests = await requestsOf(scenario, client)
  const results = requests.map(() => undefined)
  const start = performance.now()
  let end = start
  const all = requests.map(async (request, index) => {
    results[index] = await outcome(tabs[request.tab].send(request))
    end = performance.now()
  })
  await Promise.race([Promise.all(all), quiet(() => Math.max(end, backend.state.lastSeen))])
  const counts = count(scenario, client, { backend, requests, results, ms: end - start })
  const after = scenario.after ? await sendAfter(scenario, { backend, store, tabs }) : {}
  for (const each of tabs) each.close?.()
  await backend.close()
  const result = { ...counts, ...after }
  return { ...result, misses: client.ours ? missesOf(scenario, result) : [] }
}

/** Another request once the renewal works again (the user signed in anew): does the client still work? */
async function sendAfter({ backend: { refuse } = {} }, { backend, store, tabs }) {
  if (refuse) return {}
  Object.assign(backend.state, { refresh: 'ok', refreshToken: 'r9' })
  store.refreshToken = 'r9'
  const result = await Promise.race([outcome(tabs[0].send({ id: 'after' })), pause(AFTER_MS)])
  if (result === undefined) return { after: 'never settles' }
  return { after: result.status === 200 ? 'ok' : (result.status ?? 'error') }
}

function count(scenario, client, { backend, requests, results, ms }) {
  const sent = requests.map(({ id }) => backend.items.get(id)?.sent ?? 0)
  const rights = results.filter(
    (result, index) =>
      result !== undefined &&
      isRight(scenario, client, { result, request: requests[index], seen: backend.items.get(requests[index].id) }),
  )
  return {
    total: requests.length,
    renewals: backend.state.renewals,
    settled: results.filter((result) => result !== undefined).length,
    right: rights.length,
    'own 401': results.filter((result) => result?.status === 401).length,
    'sent > 2×': sent.filter((times) => times > 2).length,
    'most sent': Math.max(0, ...sent),
    ms,
  }
}

/** Where a renewal can succeed: 200, its own answer, and the same bytes each time. Where it cannot: refused, not answered. */
function isRight({ refused }, { graphql }, { result, request, seen }) {
  if (refused) return result.status !== 200
  const isSame =
    graphql ||
    request.expected === undefined ||
    (seen.bodies.length > 0 && seen.bodies.every((body) => body === request.expected))
  return result.status === 200 && result.id === request.id && isSame
}

function missesOf({ after }, result) {
  const misses = []
  if (result.renewals !== 1) misses.push(`${result.renewals} renewals`)
  if (result.settled !== result.total) misses.push(`${result.settled} of ${result.total} settled`)
  if (result.right !== result.total) misses.push(`${result.right} of ${result.total} right`)
  if (result['sent > 2×'] > 0) misses.push(`${result['sent > 2×']} sent more than twice`)
  if (after && result.after !== undefined && result.after !== 'ok') misses.push(`a request afterwards: ${result.after}`)
  return misses
}

/** The worst of several runs; of times the median, without the first, which warms up. */
export function summary(runs, { refused, after }) {
  const most = (name) => Math.max(...runs.map((result) => result[name]))
  const least = (name) => Math.min(...runs.map((result) => result[name]))
  const [{ total }] = runs
  const sent = most('most sent')
  const times = (runs.length > 1 ? runs.slice(1) : runs).map(({ ms }) => ms).toSorted((a, b) => a - b)
  return {
    renewals: most('renewals'),
    settled: `${least('settled')} of ${total}`,
    right: `${least('right')} of ${total}`,
    ...(refused && { 'own 401': least('own 401') }),
    'sent > 2×': most('sent > 2×'),
    'most sent': sent >= MAX_SENT ? `≥ ${MAX_SENT}` : sent,
    ...(after &&
      runs[0].after !== undefined && { afterwards: (runs.find((result) => result.after !== 'ok') ?? runs[0]).after }),
    ms: least('settled') < total ? '' : Math.round(times[times.length >> 1]),
  }
}
