// Throughput of parseChallenges beside its peers and its lower bounds, in one process, and its growth on hostile input.
// `node bench/challenge.mjs` after a build; WHY401_DIST and WHY401_PEERS name other places for the build and node_modules.
import { isDeepStrictEqual } from 'node:util'
import { headers } from './challenge/headers.mjs'
import { hostile } from './challenge/hostile.mjs'
import { importPeer, peers, version } from './peers/parsers.mjs'

const SAMPLES = 31
const VARIANTS = 64
const dist = process.env.WHY401_DIST ?? new URL('../dist/challenge/index.js', import.meta.url).href
const { parseChallenges } = await import(dist)

/** Flat strings of one byte a character, as they come from the network. */
const flat = (text) => Buffer.from(text, 'latin1').toString('latin1')
const variants = headers.flatMap(([header]) =>
  Array.from({ length: VARIANTS }, (_, n) => flat(header.replace('%', `${n + 100}`))),
)

const normal = (list) =>
  list.map(({ scheme, token68, parameters }) => [
    scheme.toLowerCase(),
    token68 ??
      Object.fromEntries(
        (Array.isArray(parameters) ? parameters : Object.entries(parameters)).map(([name, value]) => [
          name.toLowerCase(),
          value,
        ]),
      ),
  ])

/** oauth4webapi through its public API: a challenge there is an error that is thrown, and a Response that must be one. */
async function loadPublicApi() {
  const { processUserInfoResponse } = await importPeer('oauth4webapi/build/index.js')
  const responses = new Map(
    variants.map((header) => [header, new Response(null, { status: 401, headers: { 'www-authenticate': header } })]),
  )
  const server = { issuer: 'https://as.example' }
  const client = { client_id: 'c' }
  const ignore = () => {}
  return (header) => {
    processUserInfoResponse(server, client, 'subject', responses.get(header)).catch(ignore)
    return true
  }
}

/** The parsers of the peers, and beside the private one of oauth4webapi what its users call. */
const rivals = Object.entries(peers).flatMap(([name, peer]) =>
  name === 'oauth4webapi'
    ? [
        { name, ...peer },
        { name, how: 'through its public API', load: loadPublicApi },
      ]
    : [{ name, ...peer }],
)

let sink = 0
const quiet = (parse) => (header) => {
  try {
    return parse(header)
  } catch {
    return undefined
  }
}
const sampleOf = (work, texts) => {
  const rounds = 40
  const start = performance.now()
  for (let round = 0; round < rounds; round++) for (const text of texts) if (work(text)) sink++
  return ((performance.now() - start) * 1e6) / rounds / texts.length
}
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
/** Samples of all contestants in turn, so that a busy machine is busy for all. */
const race = (contestants, texts) => {
  const times = contestants.map(() => [])
  for (let sample = 0; sample < SAMPLES + 5; sample++) {
    contestants.forEach(({ work }, index) => {
      const time = sampleOf(work, texts)
      if (sample >= 5) times[index].push(time)
    })
  }
  return times.map(median)
}

const example = JSON.parse(JSON.stringify(headers).replaceAll('%', '100'))
const rightOf = (parse, read) =>
  example.filter(([header, expected]) => {
    try {
      return isDeepStrictEqual(normal(read(parse(header))), expected)
    } catch {
      return false
    }
  }).length

/** Building the result from known offsets: what an eager result costs at least. */
const plans = new Map(
  variants.map((header) => [
    header,
    parseChallenges(header).challenges.map(({ scheme, token68, parameters }) => ({
      from: 0,
      to: scheme.length,
      token68,
      parameters: parameters.map(({ name, value, quoted, at }) => ({
        from: at,
        to: at + name.length,
        quoted,
        start: header.indexOf(value, at + name.length),
        end: header.indexOf(value, at + name.length) + value.length,
      })),
    })),
  ]),
)
class Built {
  token68 = undefined
  parameters = []
  issues = []
  constructor(scheme) {
    this.scheme = scheme
  }
}
const build = (header) => ({
  challenges: plans.get(header).map((plan) => {
    const built = new Built(header.slice(plan.from, plan.to))
    built.token68 = plan.token68
    for (const { from, to, quoted, start, end } of plan.parameters) {
      built.parameters.push({ name: header.slice(from, to), value: header.slice(start, end), quoted, at: from })
    }
    return built
  }),
  issues: [],
})
const scan = (header) => {
  let sum = 1
  for (let at = 0; at < header.length; at++) sum ^= header.charCodeAt(at)
  return sum
}

const ours = {
  name: 'why401',
  right: rightOf(parseChallenges, ({ challenges }) => challenges.map((one) => ({ ...one, parameters: [...one] }))),
  work: (header) => parseChallenges(header),
}
const contestants = [ours, { name: 'lower bound: charCodeAt', work: scan }, { name: 'lower bound: build', work: build }]
for (const { name, load, read, how } of rivals) {
  try {
    const parse = await load()
    contestants.push({
      name: [name, version(name), ...(how ? [how] : [])].join(' '),
      right: read && rightOf(parse, read),
      work: quiet(parse),
    })
  } catch (error) {
    console.log(name, 'is not installed, and skipped:', String(error))
  }
}

const show = (title, texts) => {
  const times = race(contestants, texts)
  console.log(`\n${title}`)
  console.table(
    contestants.map(({ name, right }, index) => ({
      name,
      ns: Math.round(times[index]),
      ratio: Number((times[index] / times[0]).toFixed(2)),
      right: right === undefined ? '' : `${right} of 12`,
    })),
  )
  console.log(
    `scan + build = ${Math.round(times[1] + times[2])} ns; why401 takes ${(times[0] / (times[1] + times[2])).toFixed(2)} times that`,
  )
}
show(`12 headers × ${VARIANTS} variants, median of ${SAMPLES} samples`, variants)
show('the 135-character header', variants.slice(VARIANTS, 2 * VARIANTS))

console.log('\ngrowth: ms for each size; ×10 in size should be about ×10 in time')
console.table(
  Object.fromEntries(
    Object.entries(hostile).map(([name, textOf]) => [
      name,
      Object.fromEntries(
        [1e3, 1e4, 1e5, 1e6].map((size) => {
          const text = textOf(size)
          const times = Array.from({ length: size < 1e6 ? 9 : 3 }, () => {
            const start = performance.now()
            sink += parseChallenges(text).issues.length
            return performance.now() - start
          })
          return [size, Number(median(times).toFixed(3))]
        }),
      ),
    ]),
  ),
)
if (sink === 0) console.log(sink)
