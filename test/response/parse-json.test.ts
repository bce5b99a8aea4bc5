import { assert, jsonValue, nat, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readBody } from 'why401/response'
import { parseJson as parse } from '../../src/response/parse-json.ts'

const parseJson = (text: string, whole: boolean): unknown => parse(text, whole)?.value

describe('parseJson', () => {
  test('given JSON that was cut off anywhere, then the complete members before the cut count', () => {
    const text = '{"error":"session_expired","message":"a, \\"b\\" {","list":[1,{"x":"y"}],"rest":{"a":1}}'
    expect(parseJson(text.slice(0, 28), false)).toEqual({ error: 'session_expired' })
    expect(parseJson(text.slice(0, -5), false)).toEqual({
      error: 'session_expired',
      message: 'a, "b" {',
      list: [1, { x: 'y' }],
    })
    expect(parseJson(text.slice(0, 10), false)).toBeUndefined()
    expect(parseJson('[{"a":1},{"b":2},{"c"', false)).toEqual([{ a: 1 }, { b: 2 }])
  })

  test('given `null`, then that is the value', () => {
    expect(parse('null', true)).toEqual({ value: null })
  })

  test('given JSON that ends in the middle but came whole, then it is none', () => {
    expect(parseJson('{"a":1,"b":', true)).toBeUndefined()
  })

  test('given lines, then the first that tells an error counts, or else the first', () => {
    expect(parseJson('{"id":1}\n{"error":"token_expired"}\n', true)).toEqual({ error: 'token_expired' })
    expect(parseJson('{"id":1}\r\n{"id":2}', true)).toEqual({ id: 1 })
  })

  test('given server-sent events, then the data counts', () => {
    expect(parseJson('event: message\ndata: {"a":1}\n\nevent: error\ndata: {"error":{"code":"x"}}\n\n', true)).toEqual({
      error: { code: 'x' },
    })
    expect(parseJson('data: {"code":401}', true)).toEqual({ code: 401 })
  })

  test('given anything, cut anywhere, then it never throws, and what it gives is a part of the whole', () => {
    assert(
      property(jsonValue(), nat(), (value, cut) => {
        const text = JSON.stringify({ first: value, second: value })
        const part = parseJson(text.slice(0, cut % text.length), false)
        // As JSON has it: -0 is 0 there.
        if (part !== undefined) expect(JSON.parse(text)).toMatchObject(part as object)
      }),
    )
    assert(property(string(), (text) => void parseJson(text, false)))
  })
})

describe('readBody', () => {
  const read = (body: string, type: string, status = 401): ReturnType<typeof readBody> =>
    readBody(new Response(body, { status, headers: { 'content-type': type } }))

  test('given a refusal as a download, when it is JSON, then it is read; when it is not, then not', async () => {
    expect(await read('{"error":"x"}', 'application/octet-stream')).toMatchObject({
      format: 'json',
      value: { error: 'x' },
    })
    expect((await read('\u0000\u0001', 'application/octet-stream')).format).toBe('unread')
    expect((await read('{"error":"x"}', 'application/octet-stream', 200)).format).toBe('unread')
  })

  test('given lines of JSON or events, then they are JSON', async () => {
    for (const [body, type] of [
      ['{"a":1}\n{"error":"x"}', 'application/x-ndjson'],
      ['data: {"error":"x"}\n\n', 'text/event-stream'],
      ['{"a":1}\n{"error":"x"}', 'application/jsonl'],
    ] as const) {
      expect(await read(body, type)).toMatchObject({ format: 'json', value: { error: 'x' } })
    }
  })

  test('given a refusal of more than 64 KiB, then the members before the cut count', async () => {
    const body = JSON.stringify({ code: 'SESSION_EXPIRED', message: 'x y', trace: 'z'.repeat(70_000) })
    expect(await read(body, 'application/json')).toMatchObject({
      format: 'json',
      value: { code: 'SESSION_EXPIRED', message: 'x y' },
    })
  })
})
