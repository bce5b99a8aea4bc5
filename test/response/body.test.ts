import { afterEach, describe, expect, test, vi } from 'vitest'
import { classifyResponse, MAX_BODY_BYTES, MAX_BODY_MS, readBody } from 'why401/response'
import { standard } from 'why401/conventions'

const of = (body: BodyInit | null, type?: string): Response =>
  new Response(body, { status: 401, headers: type === undefined ? {} : { 'content-type': type } })
const encode = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text))
const stream = (
  pull: (controller: ReadableStreamDefaultController<Uint8Array>) => void | Promise<void>,
): ReadableStream<Uint8Array> => new ReadableStream({ pull }, { highWaterMark: 0 })

afterEach(() => {
  vi.useRealTimers()
})

describe('formats', () => {
  test.each<[string, BodyInit | null, string | undefined, string]>([
    ['JSON', '{"a":1}', 'application/json', 'json'],
    ['problem JSON', '{"a":1}', 'application/problem+json; charset=utf-8', 'json'],
    ['JSON under text/html', ' {"a":1}', 'text/html', 'json'],
    ['a JSON list without a type', '[1]', undefined, 'json'],
    ['what calls itself JSON', 'Unauthorized', 'application/json', 'text'],
    ['HTML that calls itself JSON', '<!doctype html><p>no', 'application/json', 'html'],
    ['broken JSON', '{"a":', 'application/json', 'text'],
    ['HTML', '<p>no', 'text/html; charset=utf-8', 'html'],
    ['HTML without a type', encode('<!DOCTYPE html><p>no'), undefined, 'html'],
    ['form', 'error=x', 'application/x-www-form-urlencoded', 'form'],
    ['XML', '<Error/>', 'application/xml', 'xml'],
    ['XML by its start', '<?xml version="1.0"?><Error/>', 'text/plain', 'xml'],
    ['text', 'no', 'text/plain', 'text'],
    ['nothing', null, 'application/json', 'none'],
    ['an empty string', '', 'application/json', 'none'],
    ['white space', ' \n', 'text/plain', 'none'],
    ['an image', 'x', 'image/png', 'unread'],
    ['a refusal as a download', '{"a":1}', 'application/octet-stream', 'json'],
    ['a download', 'PK', 'application/octet-stream', 'unread'],
    ['an event stream', 'data: x', 'text/event-stream', 'text'],
    ['a type that is none', 'x', '///', 'unread'],
  ])('%s', async (_name, body, type, format) => {
    const response = body instanceof Uint8Array ? new Response(body, { status: 401 }) : of(body, type)
    if (type === undefined) response.headers.delete('content-type')
    expect((await readBody(response)).format).toBe(format)
  })

  test('form fields are a Map', async () => {
    expect((await readBody(of('error=x&__proto__=y', 'application/x-www-form-urlencoded'))).value).toEqual(
      new Map([
        ['error', 'x'],
        ['__proto__', 'y'],
      ]),
    )
  })
})

describe('charsets', () => {
  test.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['latin1', Uint8Array.of(0x63, 0x61, 0x66, 0xe9), 'text/plain; charset=iso-8859-1'],
    ['windows-1252, quoted', Uint8Array.of(0x63, 0x61, 0x66, 0xe9), 'text/plain; Charset="windows-1252"'],
    ['utf-16le', Uint8Array.of(0x63, 0, 0x61, 0, 0x66, 0, 0xe9, 0), 'text/plain;charset=utf-16le'],
    ['utf-16be', Uint8Array.of(0, 0x63, 0, 0x61, 0, 0x66, 0, 0xe9), 'text/plain;charset=utf-16be'],
    ['utf-8', encode('café'), 'text/plain'],
    ['utf-8 with a BOM', encode('\uFEFFcafé'), 'text/plain'],
    ['unknown', encode('café'), 'text/plain; charset=x-klingon'],
  ])('%s', async (_name, bytes, type) => {
    expect((await readBody(of(bytes, type))).text).toBe('café')
  })

  test('JSON in UTF-16', async () => {
    const text = '{"code":"SESSION_EXPIRED"}'
    const bytes = new Uint8Array(text.length * 2)
    for (let at = 0; at < text.length; at++) bytes[at * 2] = text.charCodeAt(at)
    expect((await readBody(of(bytes, 'application/json; charset=utf-16'))).value).toEqual({ code: 'SESSION_EXPIRED' })
  })

  test('invalid UTF-8 reads as far as it can be read', async () => {
    const bytes = Uint8Array.of(...encode('{"message":"caf'), 0xe9, ...encode('","code":"SESSION_EXPIRED"}'))
    expect(await readBody(of(bytes, 'application/json'))).toMatchObject({
      format: 'json',
      value: { code: 'SESSION_EXPIRED', message: 'caf\uFFFD' },
    })
  })
})

describe('bounds', () => {
  test('no more than 64 KiB are read', async () => {
    const body = await readBody(of('x'.repeat(200_000), 'text/plain'))
    expect(body).toMatchObject({ format: 'text' })
    expect(body.text).toHaveLength(MAX_BODY_BYTES)
  })

  test('exactly 64 KiB are read whole', async () => {
    const text = JSON.stringify('x'.repeat(MAX_BODY_BYTES - 2))
    expect(text).toHaveLength(MAX_BODY_BYTES)
    expect((await readBody(of(text, 'application/json'))).format).toBe('json')
  })

  test('of JSON that goes on, the members that are complete are read', async () => {
    expect(
      await readBody(of(JSON.stringify({ code: 'x', data: 'x'.repeat(100_000) }), 'application/json')),
    ).toMatchObject({ format: 'json', value: { code: 'x' } })
    expect(await readBody(of(JSON.stringify({ data: 'x'.repeat(100_000) }), 'application/json'))).toMatchObject({
      format: 'unread',
      text: '',
    })
  })

  test('an endless fast stream ends at the cap, and its source is not read on', async () => {
    let chunks = 0
    const response = of(
      stream((controller) => {
        chunks++
        controller.enqueue(new Uint8Array(1024).fill(120))
      }),
      'text/plain',
    )
    expect((await readBody(response)).text).toHaveLength(MAX_BODY_BYTES)
    expect(chunks).toBeLessThan(80)
    await response.body?.cancel()
  })

  test('an endless stream of nothing ends too', async () => {
    const response = of(
      stream((controller) => controller.enqueue(new Uint8Array(0))),
      'text/plain',
    )
    expect((await readBody(response)).format).toBe('unread')
    await response.body?.cancel()
  })

  test('a stream that stalls is left after 2 s, with what came', async () => {
    vi.useFakeTimers()
    let first = true
    const response = of(
      stream((controller) => {
        if (!first) return new Promise(() => {})
        first = false
        controller.enqueue(encode('Session timed out'))
        return undefined
      }),
      'text/plain',
    )
    const verdict = classifyResponse(response, { conventions: standard() })
    let settled = false
    void verdict.then(() => (settled = true))
    await vi.advanceTimersByTimeAsync(MAX_BODY_MS - 1)
    expect(settled).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(await verdict).toMatchObject({ kind: 'reauthenticate', reason: 'session-expired' })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a stream that breaks is a verdict without the body', async () => {
    const response = of(
      stream((controller) => controller.error(new Error('gone'))),
      'application/json',
    )
    expect(await classifyResponse(response, { conventions: standard() })).toMatchObject({
      kind: 'reauthenticate',
      reason: 'no-credentials',
      certainty: 'guess',
    })
  })

  test('no timer is left behind', async () => {
    vi.useFakeTimers()
    await readBody(of('x', 'text/plain'))
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('hostile JSON', () => {
  test.each([
    ['10,000 lists deep', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['10,000 objects deep', '{"error":'.repeat(7_000) + '1' + '}'.repeat(7_000)],
    ['never closed', '{"error":['.repeat(6_000)],
    [
      '__proto__ keys',
      '{"__proto__":{"kind":"none","code":"SESSION_EXPIRED"},"constructor":{"prototype":{}},"error":{"__proto__":null}}',
    ],
    ['duplicate keys', '{"code":"A","code":"B"}'],
    ['lists where objects are expected', '{"error":[],"errors":{},"detail":[[]],"upstream":[],"type":[]}'],
    ['huge numbers', '{"code":1e999,"status":-0}'],
    ['null', 'null'],
  ])('%s', async (_name, text) => {
    for (const type of ['application/json', 'application/problem+json']) {
      const verdict = await classifyResponse(of(text, type), { conventions: standard(), integration: 'mail' })
      expect(verdict).toMatchObject({ kind: 'third-party-key-invalid', certainty: 'guess' })
      expect(verdict.because.every(({ saw }) => saw !== 'the convention threw')).toBe(true)
    }
  })

  test('of duplicate keys the last counts, as JSON.parse has it', async () => {
    expect(
      await classifyResponse(of('{"code":"X","code":"SESSION_EXPIRED"}', 'application/json'), {
        conventions: standard(),
      }),
    ).toMatchObject({ reason: 'session-expired' })
  })
})

describe('the caller’s own copy', () => {
  test('is readable in full', async () => {
    const text = JSON.stringify({ code: 'x', data: 'y'.repeat(200_000) })
    const response = of(text, 'application/json')
    await classifyResponse(response, { conventions: standard() })
    expect(response.bodyUsed).toBe(false)
    expect(await response.text()).toBe(text)
  })

  test('may be classified twice', async () => {
    const response = of('{"code":"SESSION_EXPIRED"}', 'application/json')
    for (let time = 0; time < 2; time++) {
      expect(await classifyResponse(response, { conventions: standard() })).toMatchObject({ reason: 'session-expired' })
    }
    expect(await response.json()).toEqual({ code: 'SESSION_EXPIRED' })
  })

  test('that was read or is being read gives a verdict without the body', async () => {
    const used = of('{"code":"SESSION_EXPIRED"}', 'application/json')
    await used.text()
    const locked = of('{"code":"SESSION_EXPIRED"}', 'application/json')
    const reader = locked.body?.getReader()
    for (const response of [used, locked]) {
      expect(await classifyResponse(response, { conventions: standard() })).toMatchObject({
        reason: 'no-credentials',
        certainty: 'guess',
      })
    }
    reader?.releaseLock()
  })
})

describe('a platform without streams (React Native)', () => {
  const withoutStream = (body: string, type = 'application/json'): Response => {
    const response = of(body, type)
    const clone = response.clone.bind(response)
    return Object.defineProperties(response, {
      body: { value: undefined },
      clone: { value: () => Object.defineProperty(clone(), 'body', { value: undefined }) },
    })
  }

  test('is read through a clone, and the caller’s own copy stays whole', async () => {
    const response = withoutStream('{"code":"SESSION_EXPIRED"}')
    expect(await classifyResponse(response, { conventions: standard() })).toMatchObject({ reason: 'session-expired' })
    expect(await response.text()).toBe('{"code":"SESSION_EXPIRED"}')
  })

  test('of a long body no more than 64 KiB are looked at', async () => {
    expect((await readBody(withoutStream('x'.repeat(200_000), 'text/plain'))).text).toHaveLength(MAX_BODY_BYTES)
  })
})

describe('an answer without an end, in a browser', () => {
  const MAX_UNREAD_BYTES = 10_485_760
  const endless = (status: number, cancel: () => void) => {
    let bytes = 0
    const body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          bytes += 65_536
          controller.enqueue(new Uint8Array(65_536).fill(32))
        },
        cancel,
      },
      { highWaterMark: 0 },
    )
    const response = new Response(body, { status, headers: { 'content-type': 'application/json' } })
    return { response, bytes: () => bytes }
  }

  afterEach(() => {
    vi.unstubAllGlobals()
  })

  test('that nothing reads is cancelled after 10 MiB', async () => {
    vi.stubGlobal('document', {})
    const cancelled = Promise.withResolvers<void>()
    const { response, bytes } = endless(401, () => cancelled.resolve())
    await readBody(response)
    await cancelled.promise
    expect(bytes()).toBeGreaterThan(MAX_UNREAD_BYTES)
    expect(bytes()).toBeLessThan(MAX_UNREAD_BYTES + 4 * 65_536)
  })

  test('that the caller reads is the caller’s', async () => {
    vi.stubGlobal('document', {})
    const cancel = vi.fn()
    const { response } = endless(401, cancel)
    await readBody(response)
    const reader = response.body!.getReader()
    let read = 0
    while (read < 2 * MAX_UNREAD_BYTES) read += (await reader.read()).value?.length ?? Infinity
    expect(cancel).not.toHaveBeenCalled()
    await reader.cancel()
  })

  test('of a success is left alone', async () => {
    vi.stubGlobal('document', {})
    const cancel = vi.fn()
    const { response, bytes } = endless(200, cancel)
    await readBody(response)
    await new Promise((resolve) => {
      setTimeout(resolve)
    })
    expect(bytes()).toBeLessThan(MAX_BODY_BYTES + 4 * 65_536)
    expect(cancel).not.toHaveBeenCalled()
  })
})
