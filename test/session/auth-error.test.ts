import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { AuthError, classify, isAuthError } from 'why401'

const response = new Response('{"token":"hush"}', {
  status: 401,
  headers: { 'www-authenticate': 'Bearer realm="app"' },
})
const verdict = await classify(response, { request: { url: 'https://app.example/api?token=hush' } })

describe('AuthError', () => {
  it('says what happened, without query and body', () => {
    const error = new AuthError(verdict, { response })
    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe('AuthError')
    expect(error.message).toBe('reauthenticate (no-credentials): https://app.example/api answered 401')
    expect(JSON.stringify(error)).not.toContain('hush')
    expect(String(error.stack)).not.toContain('hush')
  })

  it('holds verdict, cause and response; the response is not enumerable', () => {
    const cause = new Error('HTTP')
    const error = new AuthError(verdict, { cause, response })
    expect(error.verdict).toBe(verdict)
    expect(error.cause).toBe(cause)
    expect(error.response).toBe(response)
    expect(Object.keys(error)).not.toContain('response')
    expect(Object.entries(error).map(([name]) => name)).toContain('verdict')
    expect(new AuthError(verdict).response).toBeUndefined()
  })
})

describe('isAuthError', () => {
  it('knows one by its shape, from another realm too', () => {
    expect(isAuthError(new AuthError(verdict))).toBe(true)
    expect(isAuthError(Object.assign(new Error('copy'), { name: 'AuthError', verdict }))).toBe(true)
    const foreign: object = runInNewContext('new Error("foreign")')
    expect(foreign).not.toBeInstanceOf(Error)
    expect(isAuthError(Object.assign(foreign, { name: 'AuthError', verdict }))).toBe(true)
  })

  it.each([
    [undefined],
    [null],
    ['AuthError'],
    [{ name: 'AuthError', verdict }],
    [new Error('other')],
    [Object.assign(new Error('no verdict'), { name: 'AuthError' })],
    [Object.assign(new Error('other name'), { verdict })],
    [Object.assign(new Error('odd'), { name: 'AuthError', verdict: null })],
  ])('%o is none', (thrown) => {
    expect(isAuthError(thrown)).toBe(false)
  })
})
