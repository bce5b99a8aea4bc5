import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { buildCommand, type Command } from './command.ts'
import { startServer } from './server.ts'

// Each test starts processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 })

let run: Command
let folder: string
let server: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  const built = await buildCommand()
  run = built.run
  folder = built.folder
  server = await startServer()
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  server.seen.length = 0
})

interface Printed {
  readonly exitCode: number
  readonly problem?: string
  readonly exchanges: readonly {
    readonly asked?: string
    readonly verdict: { readonly kind: string; readonly reason: string }
    readonly challenges: readonly string[]
    readonly advice: readonly { readonly code: string }[]
    readonly notes: readonly string[]
  }[]
}

async function runJson(args: readonly string[], input?: string): Promise<Printed> {
  const { code, out, err } = await run([...args, '--json'], input === undefined ? {} : { input })
  expect(err).toBe('')
  const printed = JSON.parse(out) as Printed
  expect(printed.exitCode).toBe(code)
  return printed
}

const curl = (head: string, body = ''): string => `${head}\n\n${body}`
const har = (...statuses: readonly number[]): string =>
  JSON.stringify({
    log: {
      creator: { name: 'x' },
      entries: statuses.map((status) => ({
        request: { method: 'GET', url: `https://a.example/${status}?key=s3cret`, headers: [] },
        response: { status, headers: [{ name: 'Set-Cookie', value: 'sid=s3cret' }] },
      })),
    },
  })

describe('given what curl printed on the standard input', () => {
  test.each<[string, number, string]>([
    [curl('HTTP/1.1 200 OK'), 0, 'none'],
    [curl('HTTP/1.1 401 x\nWWW-Authenticate: Bearer'), 10, 'reauthenticate'],
    [
      curl('HTTP/1.1 422 x\nContent-Type: application/problem+json', '{"type":"x/invalid-credentials"}'),
      11,
      'credentials-rejected',
    ],
    [curl('HTTP/1.1 403 x'), 12, 'forbidden'],
    [
      curl('HTTP/1.1 403 x\nContent-Type: application/problem+json', '{"type":"x/third-party-key-invalid"}'),
      13,
      'third-party-key-invalid',
    ],
  ])('%j → exit code %d, and the verdict', async (input, code, kind) => {
    const { code: exit, out, err } = await run([], { input })
    expect([exit, err]).toEqual([code, ''])
    expect(out).toContain(`${kind}, reason`)
    expect((await runJson(['-'], input)).exchanges.map(({ verdict }) => verdict.kind)).toEqual([kind])
  })

  test('with a role or an integration → they count', async () => {
    const input = curl('HTTP/1.1 401 x')
    expect((await runJson(['--role', 'sign-in'], input)).exchanges[0]?.verdict.kind).toBe('credentials-rejected')
    expect(
      (await runJson(['--url', 'https://a.example/x', '--sent', 'basic'], input)).exchanges[0]?.verdict.reason,
    ).toBe('wrong-credentials')
  })

  test('that cannot be read → 1, the place, and nothing of the text', async () => {
    const input = 'HTTP/1.1 401 x\ns3cret\n'
    const { code, out, err } = await run([], { input })
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('line 2, column 1')
    expect(err).not.toContain('s3cret')
    expect(await runJson([], input)).toMatchObject({ exitCode: 1, problem: expect.stringContaining('no colon') })
  })

  test('without a status → says how to give one', async () => {
    const { code, err } = await run([], { input: 'www-authenticate: Bearer\n' })
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/there is no status.*, or give --status \(line 1, column 1\)/),
    ])
  })

  test('secrets in a challenge are dotted out', async () => {
    const input = curl(
      'HTTP/1.1 401 x\nWWW-Authenticate: DPoP error="use_dpop_nonce", nonce="s3cret-nonce-1"\nDPoP-Nonce: s3cret-nonce-1',
    )
    for (const args of [[], ['--json']]) expect((await run(args, { input })).out).not.toContain('s3cret')
  })
})

describe('given a HAR', () => {
  test('→ its refusals, how many there are, and the first one’s exit code', async () => {
    writeFileSync(join(folder, 'a.har'), har(200, 403, 401, 200))
    const { code, out } = await run(['a.har'])
    expect(code).toBe(12)
    expect(out).toContain('4 exchanges, 2 refused')
    expect(out).toContain('403 GET https://a.example/403\n')
    expect(out).not.toMatch(/s3cret|a\.example\/200/)
    expect((await run(['a.har', '--all'])).out).toContain('200 GET https://a.example/200\n')
    const printed = await run(['a.har', '--json', '--all'])
    expect(printed.out).not.toContain('s3cret')
    expect((JSON.parse(printed.out) as Printed).exchanges).toHaveLength(4)
  })

  test('of one exchange, whose writer gives no name → it is told as a HAR all the same', async () => {
    const { log } = JSON.parse(har(403)) as { log: { entries: unknown[] } }
    const { out } = await run([], { input: JSON.stringify({ log: { entries: log.entries } }) })
    expect(out).toMatch(/^1 exchanges, 1 refused\n/)
  })

  test('that is not there → 1, and the system’s word for it', async () => {
    const { code, err } = await run(['missing.har'])
    expect(code).toBe(1)
    expect(err).toBe('why401: missing.har cannot be read (ENOENT)\n')
  })
})

describe('given a live URL', () => {
  test('without credentials → asked as that, and from a page of another origin; nothing else is sent', async () => {
    const { exitCode, exchanges } = await runJson([`${server.base}/bearer?q=s3cret`])
    expect(exitCode).toBe(10)
    expect(exchanges.map(({ asked, verdict }) => [asked, verdict.reason])).toEqual([
      ['without credentials', 'no-credentials'],
      ['from a page of https://app.example', 'no-credentials'],
    ])
    expect(JSON.stringify(exchanges)).not.toContain('s3cret')
    const host = server.base.slice('http://'.length)
    const sent = { host, connection: 'close', accept: '*/*', 'user-agent': 'why401' }
    expect(server.seen).toEqual([
      { method: 'GET', path: '/bearer', headers: sent },
      { method: 'GET', path: '/bearer', headers: { ...sent, origin: 'https://app.example' } },
    ])
    expect(exchanges[1]?.notes.join(' ')).toContain('Access-Control-Allow-Origin')
  })

  test('with credentials → asked without them first, and the exit code is that with them', async () => {
    const { exitCode, exchanges } = await runJson([
      `${server.base}/bearer`,
      '-H',
      'Authorization: Bearer good',
      '-H',
      'X-Note: 1',
    ])
    expect(exitCode).toBe(0)
    expect(exchanges.map(({ verdict }) => verdict.kind)).toEqual(['reauthenticate', 'none', 'none'])
    expect(server.seen.map(({ method, headers }) => [method, headers.authorization, headers['x-note']])).toEqual([
      ['GET', undefined, '1'],
      ['GET', 'Bearer good', '1'],
      ['OPTIONS', undefined, undefined],
      ['GET', 'Bearer good', '1'],
    ])
  })

  test.each([
    'Cookie: sid=s3cret',
    'X-API-Key: s3cret',
    'X-Auth-Token: s3cret',
    'DPoP: s3cret',
    'authorization: Basic s3cret',
  ])('with %s → that is a credential, never printed', async (line) => {
    const { out } = await run([`${server.base}/bearer`, '-H', line])
    const [first, second] = server.seen
    expect(JSON.stringify(first)).not.toContain('s3cret')
    expect(JSON.stringify(second)).toContain('s3cret')
    expect(out).not.toContain('s3cret')
  })

  test('that exposes its challenge, and one that does not → told apart', async () => {
    const challenge = async (path: string): Promise<Printed['exchanges'][number] | undefined> =>
      (
        await runJson([`${server.base}${path}`, '--origin', 'https://page.example', '-H', 'Authorization: Bearer x'])
      ).exchanges.at(-1)
    const exposed = await challenge('/exposed')
    expect(exposed?.advice.map(({ code }) => code)).not.toContain('challenge-hidden')
    expect(exposed?.notes.join(' ')).toMatch(/may a page of https:\/\/page\.example send authorization\? Yes/)
    const hidden = await challenge('/bearer')
    expect(hidden?.advice.map(({ code }) => code)).toContain('challenge-hidden')
    expect(hidden?.notes.join(' ')).toMatch(/send authorization\? No: it was answered with 401/)
  })

  test('with a method that may change something → sent once', async () => {
    const { exitCode } = await runJson([`${server.base}/login`, '-X', 'post', '--role', 'sign-in'])
    expect(exitCode).toBe(11)
    expect(server.seen.map(({ method }) => method)).toEqual(['POST'])
  })

  test('that redirects → it is not followed, and no query of its is shown', async () => {
    const { out } = await run([`${server.base}/redirect`])
    expect(out).toContain('fetch follows a redirect by itself')
    expect(new Set(server.seen.map(({ path }) => path))).toEqual(new Set(['/redirect']))
    expect(out).not.toContain('s3cret')
  })

  test('that redirects, with -L → judged by where it leads', async () => {
    const { code, out } = await run([`${server.base}/gate`, '-L'])
    expect(code).toBe(10)
    expect(out).toContain('/sign-in')
    expect(out).not.toContain('s3cret')
    expect((await run([`${server.base}/round`, '-L'])).code).toBe(0)
    expect(server.seen.filter(({ path }) => path === '/round')).toHaveLength(42)
  })

  test('that redirects to another origin, with -L → no header that was given goes there', async () => {
    const other = await startServer()
    const to = encodeURIComponent(`${other.base}/bearer`)
    await run([`${server.base}/away?to=${to}`, '-L', '-H', 'X-Odd: s3cret', '-H', 'Authorization: Bearer s3cret'])
    await other.close()
    expect(server.seen.map(({ headers }) => headers['x-odd'])).toContain('s3cret')
    expect(other.seen.length).toBeGreaterThan(1)
    expect(JSON.stringify(other.seen)).not.toContain('s3cret')
  })

  test.each<[string, number]>([
    ['/forbidden', 12],
    ['/third-party', 13],
    ['/other', 0],
  ])('%s → exit code %d', async (path, code) => {
    const { code: exit, out } = await run([server.base + path])
    expect(exit).toBe(code)
    expect(out).not.toContain('s3cret')
  })

  test.each(['/endless', '/stalled'])(
    'whose body never ends: %s → judged by what came',
    async (path) => {
      expect((await run([server.base + path])).code).toBe(10)
    },
    30_000,
  )

  test('where nothing listens → 3, and the system’s word for it', async () => {
    const closed = await startServer()
    await closed.close()
    const { code, err } = await run([closed.base])
    expect(code).toBe(3)
    expect(err).toBe('why401: no answer without credentials (ECONNREFUSED)\n')
    expect(await runJson([closed.base])).toMatchObject({ exitCode: 3, problem: 'ECONNREFUSED' })
  })

  test('whose words hold control characters → they do not reach the terminal', async () => {
    const { out } = await run([`${server.base}/escape`], { env: { FORCE_COLOR: '1' } })
    const colours = new RegExp(String.raw`${'\u001b'}\[[\d;]*m`, 'g')
    // oxlint-disable-next-line no-control-regex
    expect(out.replace(colours, '')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  })
})

describe('the command itself', () => {
  const input = curl('HTTP/1.1 403 x')
  test.each<[Record<string, string>, boolean]>([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [{ NO_COLOR: '', FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '0' }, false],
  ])('given %j, and no terminal → colour: %s', async (env, isColoured) => {
    expect((await run([], { input, env })).out.includes('\u001b[')).toBe(isColoured)
    expect((await run(['--json'], { input, env })).out).not.toContain('\u001b[')
  })

  test.each([
    ['--nope'],
    ['a', 'b'],
    ['--role', 'boss'],
    ['--origin', 'page'],
    ['--sent', 'magic'],
    ['--status', '4o1'],
    ['-H', 's3cret'],
    ['-H', 'a: b\nc: d'],
    ['-X', 'G ET'],
    ['http://'],
    ['--url', 'ftp://a'],
  ])('given %j → 2, and how it is used', async (...args) => {
    const { code, out, err } = await run(args, { input })
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('why401 response.har')
    expect(err).not.toContain('s3cret')
  })

  test('--help and --version → 0', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Exit codes') })
    expect(await run(['-v'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })
})
