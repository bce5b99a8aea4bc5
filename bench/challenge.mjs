// Throughput of parseChallenges beside its peers and its lower bounds, in one process, and its growth on hostile input.
// `node bench/challenge.mjs` after a build; WHY401_DIST and WHY401_PEERS name other places for the build and node_modules.
import { readFile } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const SAMPLES = 31
const VARIANTS = 64
const dist = process.env.WHY401_DIST ?? new URL('../dist/challenge/index.js', import.meta.url).href
const modules = resolve(process.env.WHY401_PEERS ?? new URL('../node_modules', import.meta.url).pathname)
const { parseChallenges } = await import(dist)

/** Header, and what it means: [scheme, token68 or parameters]. */
const headers = [
  ['Basic realm="staff area %"', [['basic', { realm: 'staff area %' }]]],
  [
    'Bearer realm="https://auth.example.com", error="invalid_token", error_description="The access token expired", scope="read write admin%"',
    [
      [
        'bearer',
        {
          realm: 'https://auth.example.com',
          error: 'invalid_token',
          error_description: 'The access token expired',
          scope: 'read write admin%',
        },
      ],
    ],
  ],
  [
    'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:user/image%:pull"',
    [['bearer', { realm: 'https://ghcr.io/token', service: 'ghcr.io', scope: 'repository:user/image%:pull' }]],
  ],
  [
    'Digest realm="DS-2CD2432F-IW", qop="auth", algorithm=MD5, nonce="4d6a6c4551305a43515449364e6d49%", stale=FALSE',
    [
      [
        'digest',
        {
          realm: 'DS-2CD2432F-IW',
          qop: 'auth',
          algorithm: 'MD5',
          nonce: '4d6a6c4551305a43515449364e6d49%',
          stale: 'FALSE',
        },
      ],
    ],
  ],
  [
    'Negotiate, NTLM, Basic realm="host%.example"',
    [
      ['negotiate', {}],
      ['ntlm', {}],
      ['basic', { realm: 'host%.example' }],
    ],
  ],
  [
    'Negotiate oYG2MIGzoAMKAQChCwYJKoZIgvcSAQICooGeBIGbYIGYBgkqhkiG%==',
    [['negotiate', 'oYG2MIGzoAMKAQChCwYJKoZIgvcSAQICooGeBIGbYIGYBgkqhkiG%==']],
  ],
  [
    'DPoP error="use_dpop_nonce", error_description="Resource server requires nonce in DPoP proof %"',
    [['dpop', { error: 'use_dpop_nonce', error_description: 'Resource server requires nonce in DPoP proof %' }]],
  ],
  [
    'Bearer realm="x%", DPoP error="use_dpop_nonce", scope="dpop-scope"',
    [
      ['bearer', { realm: 'x%' }],
      ['dpop', { error: 'use_dpop_nonce', scope: 'dpop-scope' }],
    ],
  ],
  [
    'Bearer error="invalid_request", error_description="No access token was provided in this request", resource_metadata="https://api.example.com/.well-known/oauth-protected-resource/mcp/%"',
    [
      [
        'bearer',
        {
          error: 'invalid_request',
          error_description: 'No access token was provided in this request',
          resource_metadata: 'https://api.example.com/.well-known/oauth-protected-resource/mcp/%',
        },
      ],
    ],
  ],
  [
    'Basic realm="security", charset="UTF-8", Bearer realm="security%", ApiKey',
    [
      ['basic', { realm: 'security', charset: 'UTF-8' }],
      ['bearer', { realm: 'security%' }],
      ['apikey', {}],
    ],
  ],
  [
    'Newauth realm="apps", type=1, title="Login to \\"apps\\" %", Basic realm="simple"',
    [
      ['newauth', { realm: 'apps', type: '1', title: 'Login to "apps" %' }],
      ['basic', { realm: 'simple' }],
    ],
  ],
  [
    'Bearer realm="", authorization_uri="https://login.example.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-0000000000%", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="',
    [
      [
        'bearer',
        {
          realm: '',
          authorization_uri: 'https://login.example.com/common/oauth2/authorize',
          client_id: '00000003-0000-0000-c000-0000000000%',
          error: 'insufficient_claims',
          claims: 'eyJhY2Nlc3NfdG9rZW4iOnt9fQ==',
        },
      ],
    ],
  ],
]
/** Flat strings of one byte a character, as they come from the network. */
const flat = (text) => Buffer.from(text, 'latin1').toString('latin1')
const variants = headers.flatMap(([header]) =>
  Array.from({ length: VARIANTS }, (_, n) => flat(header.replace('%', `${n + 100}`))),
)

const peer = (path) => import(pathToFileURL(`${modules}/${path}`).href)
const version = async (name) => JSON.parse(await readFile(`${modules}/${name}/package.json`, 'utf8')).version
const normal = (list) =>
  list.map(([scheme, data]) => [
    scheme.toLowerCase(),
    typeof data === 'string'
      ? data
      : Object.fromEntries(Object.entries(data).map(([name, value]) => [name.toLowerCase(), value])),
  ])
const response = (header) => ({ headers: { get: () => header } })

/** name → [package, () => parse, result → [scheme, data][] ] */
const peers = [
  [
    'oauth4webapi',
    async () => {
      // Its parser is private: its own source, without the check that the response is a Response.
      const source = await readFile(`${modules}/oauth4webapi/build/index.js`, 'utf8')
      const part = source.slice(
        source.indexOf('const tokenMatch'),
        source.indexOf('export async function processPushedAuthorizationResponse'),
      )
      // oxlint-disable-next-line no-implied-eval
      const parse = new Function('looseInstanceOf', 'Response', `${part}; return parseWwwAuthenticateChallenges`)(
        () => true,
        Object,
      )
      return (header) => parse(response(header))
    },
    (result) => result.map(({ scheme, token68, parameters }) => [scheme, token68 ?? parameters]),
  ],
  [
    'oauth4webapi',
    async () => {
      // The same through its public API: a challenge there is an error that is thrown, and a Response that must be one.
      const { processUserInfoResponse } = await peer('oauth4webapi/build/index.js')
      const responses = new Map(
        variants.map((header) => [
          header,
          new Response(null, { status: 401, headers: { 'www-authenticate': header } }),
        ]),
      )
      const server = { issuer: 'https://as.example' }
      const client = { client_id: 'c' }
      const ignore = () => {}
      return (header) => {
        processUserInfoResponse(server, client, 'subject', responses.get(header) ?? response(header)).catch(ignore)
        return true
      }
    },
    undefined,
    false,
    'through its public API',
  ],
  [
    'www-authenticate',
    async () => (await peer('www-authenticate/index.js')).default.parsers.WWW_Authenticate,
    ({ scheme, parms }) => [[scheme, parms]],
    true,
  ],
  [
    'auth-header',
    async () => (await peer('auth-header/dist/index.js')).default.parse,
    ({ scheme, params, token }) => [[scheme, token ?? params]],
  ],
  [
    'http-auth-utils',
    async () => (await peer('http-auth-utils/dist/index.js')).parseWWWAuthenticateHeader,
    ({ type, data }) => [[type, data]],
  ],
  [
    '@azure/core-rest-pipeline',
    async () =>
      (await peer('@azure/core-rest-pipeline/dist/esm/policies/bearerTokenAuthenticationPolicy.js')).parseChallenges,
    (result) => result.map(({ scheme, params }) => [scheme, params]),
  ],
  [
    '@modelcontextprotocol/sdk',
    async () => {
      const { extractWWWAuthenticateParams } = await peer('@modelcontextprotocol/sdk/dist/esm/client/auth.js')
      return (header) => extractWWWAuthenticateParams(response(header))
    },
    ({ resourceMetadataUrl, scope, error }) => [
      [
        'bearer',
        Object.fromEntries(
          Object.entries({ error, scope, resource_metadata: resourceMetadataUrl?.href }).filter(
            ([, value]) => value !== undefined,
          ),
        ),
      ],
    ],
  ],
]

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
      return isDeepStrictEqual(normal(read(parse(header))), normal(expected))
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
  right: rightOf(
    (header) => parseChallenges(header).challenges,
    (list) => list.map((challenge) => [challenge.scheme, challenge.token68 ?? Object.fromEntries(challenge)]),
  ),
  work: (header) => parseChallenges(header),
}
const contestants = [ours, { name: 'lower bound: charCodeAt', work: scan }, { name: 'lower bound: build', work: build }]
for (const [name, load, read, bound, how] of peers) {
  try {
    const parse = await load()
    const work = bound ? (header) => new parse(header) : parse
    contestants.push({
      name: [name, await version(name), ...(how ? [how] : [])].join(' '),
      right: read && rightOf(work, read),
      work: quiet(work),
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

const shapes = {
  'quoted backslashes': (size) => `A b="${'\\\\'.repeat(size / 2)}"`,
  'quoted backslash values': (size) => `A ${'b="\\"",'.repeat(size / 7)}`,
  'unterminated quote': (size) => `A b="${'x'.repeat(size)}`,
  'unterminated quotes': (size) => `A ${'b="x'.repeat(size / 4)}`,
  'stray quotes': (size) => `A b="${'"x'.repeat(size / 2)}`,
  'stray quotes, commas': (size) => `A b="${'"x, c="'.repeat(size / 7)}`,
  commas: (size) => ','.repeat(size),
  spaces: (size) => `A${' '.repeat(size)}b`,
  'spaces in junk': (size) => `@${' '.repeat(size)}@`,
  'a=a,': (size) => `A ${'a=a,'.repeat(size / 4)}`,
  'distinct parameters': (size) => `A ${Array.from({ length: size / 10 }, (_, n) => `a${n}=1`).join(',')}`,
  'A b=c,': (size) => 'A b=c,'.repeat(size / 6),
  'equals signs': (size) => `A b${'='.repeat(size)}`,
  'one long token': (size) => 'a'.repeat(size),
  words: (size) => `A b=${'c '.repeat(size / 2)}`,
  semicolons: (size) => `A b=${';c'.repeat(size / 2)}`,
  'semicolons, spaces': (size) => `A b=${'; '.repeat(size / 2)}`,
  'token68, commas': (size) => `A b=${','.repeat(size)}`,
  controls: (size) => '\0'.repeat(size),
}
console.log('\ngrowth: ms for each size; ×10 in size should be about ×10 in time')
console.table(
  Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      Object.fromEntries(
        [1e3, 1e4, 1e5, 1e6].map((size) => {
          const text = shape(size)
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
