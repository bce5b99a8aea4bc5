// What one refused response costs: `classify` beside reading and parsing the same body once, and how that splits.
// `node bench/classify.mjs` after a build; WHY401_DIST names another folder for the build.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const SAMPLES = 101
// Short samples: on a busy machine most of them run without being interrupted.
const BATCH = 5
const WARM = 20
const dist = pathToFileURL(`${resolve(process.env.WHY401_DIST ?? new URL('../dist', import.meta.url).pathname)}/`)
const load = (path) => import(new URL(path, dist).href)
const { classify } = await load('index.js')
const { classifyResponse, readBody, readEvidence } = await load('response/index.js')
const { classifyEvidence } = await load('verdict/index.js')
const { standard, oauth2, problemDetails, thirdPartyKey } = await load('conventions/index.js')

/** Answers of real servers, one of each sort. */
const ids = [
  'doorkeeper/expired',
  'drf/token-invalid',
  'tomcat/basic-none',
  'drf/session-none',
  'laravel/csrf-expired',
  'laravel/csrf-html',
  'wordpress/login-wrong',
  'feathers/login-wrong',
  'graphql-yoga/none',
  'apache2/proxy-third',
  'html200-login',
  'fastify-rate-limit/2',
  'directus/login-invalid',
  'jetty/basic-malformed',
]
const vectors = async (name) =>
  JSON.parse(await readFile(new URL(`../test/vectors/${name}.json`, import.meta.url), 'utf8'))
const all = [...(await vectors('recorded')), ...(await vectors('formats'))]
const rows = ids.flatMap((id) => {
  const row = all.find((each) => each.id === id)
  if (row === undefined) console.log(id, 'is not in the vectors, and skipped')
  return row ? [row] : []
})

let sink = 0
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
const make = ({ response: { status, headers, body } }) => new Response(body === '' ? null : body, { status, headers })
const contextOf = ({ context: { request, ...rest } }) => ({
  ...rest,
  request: { ...request, headers: request.headers },
})

/** µs for each of a batch, one after the other; the responses are made before the clock starts. */
const sampleOf = async (row, evidence, work) => {
  const inputs = Array.from({ length: BATCH }, () => [make(row), fresh(evidence)])
  const start = performance.now()
  for (const [response, read] of inputs) sink += (await work(response, read)) ? 1 : 0
  return ((performance.now() - start) * 1_000) / BATCH
}
const parse = (text) => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const lists = { standard: standard(), short: [problemDetails(), thirdPartyKey(), oauth2()] }
/** Evidence as new: what conventions keep about a body, they keep by its value and by the evidence. */
const fresh = ({ body, ...evidence }) => {
  const isData = typeof body.value === 'object' && body.value !== null
  return { ...evidence, body: { ...body, value: isData ? structuredClone(body.value) : body.value } }
}

/** `conventions` alone work on evidence that was read before; it is made before the clock starts, as the responses are. */
const contestants = (row) => {
  const context = contextOf(row)
  return {
    'text + parse': async (response) => parse(await response.text()) ?? 1,
    'clone, text + parse': async (response) => parse(await response.clone().text()) ?? 1,
    'body read': (response) => readBody(response),
    evidence: (response) => readEvidence(response, context),
    'conventions, standard': (_response, read) => classifyEvidence(read, lists.standard),
    'conventions, short': (_response, read) => classifyEvidence(read, lists.short),
    'classify, standard': (response) => classifyResponse(response, { ...context, conventions: lists.standard }),
    'classify, short': (response) => classifyResponse(response, { ...context, conventions: lists.short }),
    'classify()': (response) => classify(response, context),
  }
}

/** Medians in µs; samples of all in turn, so that a busy machine is busy for all. */
const race = async (row) => {
  const evidence = await readEvidence(make(row), contextOf(row))
  const works = Object.entries(contestants(row))
  const times = works.map(() => [])
  for (let sample = 0; sample < SAMPLES + WARM; sample++) {
    for (const [index, [, work]] of works.entries()) {
      const time = await sampleOf(row, evidence, work)
      if (sample >= WARM) times[index].push(time)
    }
  }
  return {
    ...Object.fromEntries(works.map(([name], index) => [name, median(times[index])])),
    // The middle of the fastest quarter: the design's figure is for a machine that does nothing else.
    fastest: times[works.findIndex(([name]) => name === 'conventions, standard')].toSorted((a, b) => a - b)[
      SAMPLES >> 3
    ],
  }
}

// All kinds first, so that no one is measured before the code is compiled for all of them.
for (let round = 0; round < 60; round++) for (const row of rows) await classify(make(row), contextOf(row))

const results = []
for (const row of rows) {
  results.push({ row, verdict: await classify(make(row), contextOf(row)), times: await race(row) })
}

const round = (value) => Number(value.toFixed(1))
console.log(
  `µs for each refused response, median of ${SAMPLES} samples of ${BATCH}; node ${process.version}, standard() has ${lists.standard.length} conventions`,
)
console.table(
  Object.fromEntries(
    results.map(({ row: { id, response }, verdict: { kind }, times }) => [
      id,
      {
        kind,
        bytes: Buffer.byteLength(response.body),
        'text + parse': round(times['text + parse']),
        'classify, standard': round(times['classify, standard']),
        ratio: round(times['classify, standard'] / times['text + parse']),
        'classify, short': round(times['classify, short']),
        'ratio ': round(times['classify, short'] / times['text + parse']),
        'classify()': round(times['classify()']),
      },
    ]),
  ),
)
console.log('how that splits, µs: the body from a clone, the whole evidence, and the conventions alone')
console.table(
  Object.fromEntries(
    results.map(({ row: { id }, times }) => [
      id,
      {
        'clone, text + parse': round(times['clone, text + parse']),
        'body read': round(times['body read']),
        evidence: round(times.evidence),
        'conventions, standard': round(times['conventions, standard']),
        'fastest quarter': round(times.fastest),
        'conventions, short': round(times['conventions, short']),
      },
    ]),
  ),
)
const total = (name) => median(results.map(({ times }) => times[name]))
console.log(
  `medians: text + parse ${round(total('text + parse'))} µs, classify with standard() ${round(total('classify, standard'))} µs, with a short list ${round(total('classify, short'))} µs`,
)
console.log(
  `one verdict by standard(), without the body read, fastest quarter: ${round(total('fastest'))} µs; the design asks for at most 25`,
)

/** Each convention by itself, over all rows: which of them cost most. */
const costs = await Promise.all(
  lists.standard.map(async (convention) => {
    const evidences = await Promise.all(rows.map((row) => readEvidence(make(row), contextOf(row))))
    const times = Array.from({ length: 45 }, () => {
      const inputs = evidences.flatMap((evidence) => Array.from({ length: 4 }, () => fresh(evidence)))
      const start = performance.now()
      for (const evidence of inputs) sink += convention.examine(evidence) ? 1 : 0
      return ((performance.now() - start) * 1_000) / inputs.length
    })
    return { convention: convention.name, µs: Number(median(times).toFixed(2)) }
  }),
)
console.log('the conventions that cost most by themselves, µs a response (what several share is charged to each)')
console.table(costs.toSorted((a, b) => b.µs - a.µs).slice(0, 12))
if (sink === 0) console.log(sink)
