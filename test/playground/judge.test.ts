import { describe, expect, test } from 'vitest'
import { type Exchange, isUnreadable, readExchanges } from 'why401/exchange'
import { judge } from '../../examples/playground/judge.ts'

const refused = 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token"\n'

function read(text: string, request: Exchange['request']): Exchange {
  const found = readExchanges(text)
  if (isUnreadable(found)) throw new Error(found.problem)
  return { ...found.exchanges[0]!, request }
}

describe('the playground’s judgement', () => {
  test('given an answer of another origin, then the advice is about what that page could not read', async () => {
    const url = 'https://api.example/me'
    const own = await judge(read(refused, { url, method: 'GET', sent: 'bearer' }))
    expect([own.verdict.reason, own.advice]).toEqual(['token-invalid', []])
    const foreign = await judge(
      read(`${refused}Access-Control-Allow-Origin: *\n`, {
        url,
        method: 'GET',
        sent: 'bearer',
        pageOrigin: 'https://app.example',
      }),
    )
    expect(foreign.advice.map(({ code }) => code)).toEqual(['challenge-hidden'])
    expect(foreign.notes.join(' ')).toContain('hides WWW-Authenticate')
    expect(foreign.headers.get('www-authenticate')).toContain('invalid_token')
  })

  test('given what the fields say, then it counts', async () => {
    const exchange = read('HTTP/1.1 401 x\nWWW-Authenticate: Basic realm="Meteo"\n', {
      url: 'https://app.example/api/meteo',
      sent: 'cookie',
    })
    const theirs = await judge(exchange, { role: 'integration', integration: 'meteo' })
    expect([theirs.verdict.kind, theirs.advice.map(({ code }) => code)]).toEqual([
      'third-party-key-invalid',
      ['relayed-refusal'],
    ])
    const ours = await judge(exchange, { role: 'integration', integration: 'meteo', ownRealms: ['Meteo'] })
    expect(ours.verdict.kind).toBe('reauthenticate')
  })
})
