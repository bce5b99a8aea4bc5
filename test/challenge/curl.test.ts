// curl as an oracle: its parser is twenty years of other people's servers. It shows what it read by what it sends next: which
// scheme it chose, and for Digest the realm, nonce and opaque that it copies into its answer (RFC 7616 §3.4).
import { execFile, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseChallenges } from 'why401/challenge'

const isMissing = spawnSync('curl', ['--version']).error !== undefined
const reason = isMissing ? ' (skipped: there is no curl on the PATH)' : ''

/**
 * What both read alike: curl knows no white space around "=" or before a comma, no empty elements, keeps backslashes, and gives the
 * second and later parameters of a challenge to the Digest challenge before it.
 */
const chars = (alphabet: string, minLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength, maxLength: 10 })
const token = chars("abzABZ019!#$%&'*+-.^_`|~", 1)
const text = chars('abzABZ019 ,;=/:<>{}()@', 1).map((value) => ({ value, written: `"${value}"` }))
const written = fc.oneof(
  token.map((value) => ({ value, written: value })),
  text,
)
const pair = (name: string) =>
  fc.tuple(fc.constantFrom(name, name.toUpperCase()), written).map(([label, value]) => `${label}=${value.written}`)
const separator = fc.constantFrom(',', ', ', ',\t')
const digest = fc
  .tuple(
    fc.constantFrom('Digest', 'digest', 'DIGEST'),
    fc.constantFrom(' ', '  '),
    fc
      .tuple(pair('realm'), pair('nonce'), pair('opaque'), pair('x-own'))
      .chain((pairs) => fc.shuffledSubarray(pairs, { minLength: 4 })),
    fc.subarray(['qop="auth"', 'algorithm=MD5', 'algorithm="SHA-256"', 'stale=false'], { maxLength: 1 }),
    separator,
  )
  .map(([scheme, space, pairs, more, comma]) => scheme + space + [...pairs, ...more].join(comma))
const basic = fc.tuple(fc.constantFrom('Basic', 'basic'), pair('realm')).map((parts) => parts.join(' '))
const other = fc
  .tuple(fc.constantFrom('Newauth', 'X-Own', 'Mutual'), fc.option(fc.oneof(pair('realm'), fc.constant('abc=='))))
  .map(([scheme, data]) => (data === null ? scheme : `${scheme} ${data}`))
const lines = fc
  .tuple(fc.tuple(fc.option(digest), fc.option(basic), fc.array(other, { maxLength: 2 })), separator, fc.boolean())
  .chain(([[first, second, rest], comma, isJoined]) =>
    fc
      .shuffledSubarray(
        [first, second, ...rest].filter((item) => item !== null),
        { minLength: 0 },
      )
      .map((list) => (isJoined ? [list.join(comma)] : list)),
  )
  .filter((list) => list.join('') !== '')

/** What a client does after it read these: its scheme, and what it copies. */
const answerTo = (list: readonly string[]): unknown => {
  const { challenges, issues } = parseChallenges(list)
  expect(issues).toEqual([])
  const found =
    challenges.find(({ scheme }) => scheme === 'digest') ?? challenges.find(({ scheme }) => scheme === 'basic')
  if (!found) return undefined
  const copied = (name: string) => (found.scheme === 'digest' ? found.get(name) : undefined)
  return { scheme: found.scheme, realm: copied('realm'), nonce: copied('nonce'), opaque: copied('opaque') }
}

test.skipIf(isMissing)(
  `given a challenge, when curl reads it over loopback, then it reads what we read${reason}`,
  { timeout: 120_000 },
  async () => {
    const samples = fc.sample(lines, 300)
    const answers: unknown[] = samples.map(() => undefined)
    const server = createServer((request, response) => {
      const index = Number(request.url?.slice(1))
      const { authorization } = request.headers
      if (authorization === undefined) {
        response.writeHead(401, { 'WWW-Authenticate': samples[index] ?? [] }).end()
        return
      }
      // Credentials have the grammar of a challenge (RFC 9110 §11.4).
      const [sent] = parseChallenges(authorization).challenges
      answers[index] = {
        scheme: sent?.scheme,
        realm: sent?.get('realm'),
        nonce: sent?.get('nonce'),
        opaque: sent?.get('opaque'),
      }
      response.writeHead(200).end()
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    try {
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const urls = samples.map((_, index) => `${origin}/${index}`)
      await promisify(execFile)('curl', ['-q', '--silent', '--noproxy', '*', '--anyauth', '--user', 'u:p', ...urls])
    } finally {
      server.close()
    }
    samples.forEach((sample, index) => {
      expect({ sample, answer: answers[index] }).toEqual({ sample, answer: answerTo(sample) })
    })
  },
)
