// What happens to requests when a token dies: why401 beside its peers, each through its public API, against one backend in
// this process that counts by request. `node bench/storm.mjs` after a build; WHY401_DIST (a folder) and WHY401_PEERS (a
// node_modules) name other places. Exit code 1 when why401 misses a target; peers are printed, not judged.
import { readClients } from './storm/clients.mjs'
import { run, summary } from './storm/scenario.mjs'
import { scenarios } from './storm/scenarios.mjs'

process.on('unhandledRejection', () => {
  unhandled += 1
})
let unhandled = 0
const RUNS = 4
const only = process.argv[2]

const clients = await readClients()
const misses = []
for (const scenario of scenarios.filter(({ title }) => only === undefined || title.includes(only))) {
  const rows = []
  for (const client of clients) {
    const runs = []
    unhandled = 0
    // One that ran into the limit is not run again: it would wait as long.
    while (runs.length < RUNS && !runs.some(({ settled, total }) => settled < total)) {
      runs.push(await run(scenario, client))
    }
    const row = summary(runs, scenario)
    rows.push({ client: client.name, ...row, ...(unhandled > 0 && { unhandled: Math.ceil(unhandled / runs.length) }) })
    if (client.ours) {
      misses.push(
        ...runs.flatMap((result) => result.misses).map((miss) => `${client.name}: ${scenario.title}: ${miss}`),
      )
    }
  }
  console.log(`\n${scenario.title}\n${scenario.about}`)
  console.table(Object.fromEntries(rows.map(({ client, ...row }) => [client, row])))
}

console.log(
  misses.length === 0
    ? '\nwhy401 holds all targets: in each scenario 1 renewal, every request settled and right, none sent more than twice.'
    : `\nwhy401 misses:\n${[...new Set(misses)].map((miss) => `- ${miss}`).join('\n')}`,
)
// Some clients keep retrying or keep sockets: nothing of it is wanted any more.
process.exit(misses.length === 0 ? 0 : 1)
