import { describe, expect, it } from 'vitest'
import { classify, createAuth, describe as describeVerdict, explain, type Kind, type Reason, verdictOf } from 'why401'
import { responseFor, responses, roleFor, verdictFor } from 'why401/testing'
import { isReason, kinds, meaningOf, reasons } from 'why401/verdict'

const url = 'https://app.test/api'
const contextOf = (reason: Reason) => ({
  role: roleFor(reason),
  request: { url, headers: reason === 'no-credentials' ? {} : { authorization: 'Bearer t' } },
})

describe('responses', () => {
  it.each(reasons.map((reason) => [reason]))('%s → classify gives back what was asked for', async (reason) => {
    const verdict = await classify(responseFor(reason), contextOf(reason))
    expect(verdict).toMatchObject({ ...meaningOf(reason), reason })
  })

  it.each(reasons.filter((reason) => reason !== 'ok').map((reason) => [reason]))(
    '%s through auth.fetch → the same',
    async (reason) => {
      const auth = createAuth({
        origins: [url.slice(0, -4)],
        routes: [{ path: '/*', role: roleFor(reason), inspect: true }],
        fetch: async () => responseFor(reason),
      })
      const { headers } = contextOf(reason).request
      const verdict = verdictOf(await auth.fetch(url, { headers: { ...headers } as HeadersInit }))
      expect(verdict?.reason).toBe(reason)
    },
  )

  it('takes what a test varies', async () => {
    const judge = (response: Response) => classify(response, { request: { url } })
    expect(await judge(responses.forbidden({ scope: 'a b' }))).toMatchObject({ scope: 'a b' })
    expect(await judge(responses.thirdPartyKey('slack', { reason: 'key-revoked' }))).toMatchObject({
      kind: 'third-party-key-invalid',
      integration: 'slack',
      reason: 'key-revoked',
    })
    expect(await judge(responses.stepUp({ acr: 'gold', maxAge: 5 }))).toMatchObject({
      stepUp: { acrValues: ['gold'], maxAge: 5 },
    })
    expect(await judge(responses.staleNonce({ nonce: 'n9' }))).toMatchObject({ nonce: 'n9' })
    expect(await judge(responses.loginPage({ status: 401 }))).toMatchObject({ kind: 'reauthenticate' })
    const locked = responses.accountLocked({ retryAfter: 30 })
    expect(await classify(locked, { role: 'sign-in', request: { url } })).toMatchObject({ retryAfter: 30 })
  })

  it('each call makes a response of its own', async () => {
    await responses.tokenExpired().text()
    expect(await responses.tokenExpired().text()).toContain('invalid_token')
  })

  it('given no reason → a TypeError', () => {
    expect(() => responseFor('toString' as Reason)).toThrow(TypeError)
  })
})

describe('verdictFor', () => {
  it.each(reasons.map((reason) => [reason]))('%s → a frozen verdict that can be explained', (reason) => {
    const { kind, remedy } = meaningOf(reason)
    const verdict = verdictFor(kind as 'none', { reason: reason as 'ok' })
    expect(verdict).toMatchObject({ kind, reason, remedy })
    expect(Object.isFrozen(verdict)).toBe(true)
    expect(explain(verdict)).toContain(reason)
    expect(describeVerdict(verdict).title).not.toBe('')
    expect(JSON.parse(JSON.stringify(verdict))).toMatchObject({ kind, reason })
  })

  it('has defaults for each kind, and takes parts', () => {
    for (const kind of kinds) expect(isReason(verdictFor(kind).reason)).toBe(true)
    expect(verdictFor('forbidden', { reason: 'insufficient-scope', scope: 'x' }).scope).toBe('x')
    expect(verdictFor('reauthenticate', { realm: 'app', status: 419 })).toMatchObject({ realm: 'app', status: 419 })
  })

  it('given a reason of another kind, or no kind → a TypeError', () => {
    expect(() => verdictFor('forbidden', { reason: 'token-expired' as 'csrf' })).toThrow(
      /`reason` of forbidden must be one of .*csrf/,
    )
    expect(() => verdictFor('nothing' as Kind)).toThrow(/kind/)
  })
})
