import { describe, expect, test } from 'vitest'
import { classify } from 'why401'
import { adviceFor } from 'why401/advice'
import * as problem from 'why401/problem'
import { problemSchema, thirdPartyKeyInvalidSchema } from 'why401/problem'
import { answers } from './answers.ts'

const cases = answers.map((answer) => [answer.title, answer] as const)

describe('each answer, classified by why401', () => {
  test.each(cases)('%s → the intended verdict, certain', async (_title, { create, kind, reason, context }) => {
    const verdict = await classify(create(), context)
    expect([verdict.kind, verdict.reason, verdict.certainty], JSON.stringify(verdict.because)).toEqual([
      kind,
      reason,
      'certain',
    ])
  })

  test.each(cases)('%s → the same kind and reason where CORS hides the challenge', async (_title, answer) => {
    const { status, headers, body } = answer.create()
    headers.delete('www-authenticate')
    const hidden = new Response(body, { status, headers })
    Object.defineProperty(hidden, 'type', { value: 'cors' })
    const verdict = await classify(hidden, answer.context)
    expect([verdict.kind, verdict.reason], JSON.stringify(verdict.because)).toEqual([answer.kind, answer.reason])
  })

  test.each(cases.filter(([title]) => !title.includes('openmrs')))(
    '%s → `adviceFor` finds nothing to change',
    async (_title, { create, context }) => {
      const advice = adviceFor(await classify(create(), context))
      expect(advice.map(({ code }) => code)).toEqual([])
    },
  )

  test.each(cases)('%s → status, headers and toJSON() say what the bytes say', async (_title, { create }) => {
    const answer = create()
    expect(answer).toBeInstanceOf(Response)
    const body = answer.toJSON()
    expect(problemSchema.safeParse(body).success).toBe(true)
    expect(body.status).toBe(answer.status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(JSON.parse(JSON.stringify(answer))).toEqual(await answer.json())
  })

  test.each(cases)(
    '%s → 401 carries a challenge unless the request asks for none, and nothing else is Basic',
    (title, { create }) => {
      const { status, headers } = create()
      const challenge = headers.get('www-authenticate')
      if (status === 401) expect(challenge === null).toBe(title.includes('without a challenge'))
      if (!title.includes('openmrs')) expect(challenge ?? '').not.toMatch(/\b(?:Basic|Digest|NTLM|Negotiate)\b/i)
    },
  )

  test('there is one for every function that answers', () => {
    const makers = Object.entries(problem)
      .filter(([name, value]) => typeof value === 'function' && !/JsonSchema|openApi|Challenge$/.test(name))
      .map(([name]) => name)
    const tried = new Set(answers.map(({ title }) => title.split('(')[0]))
    expect(makers.filter((name) => !tried.has(name))).toEqual([])
  })
})

describe('what an answer carries beside', () => {
  test('given a third party → its name, where to replace the key, and what it answered come out at the client', async () => {
    const answer = problem.thirdPartyKeyInvalid({
      integration: 'mail',
      reason: 'key-revoked',
      manageUrl: 'https://app.test/settings/mail',
      upstream: { status: 403, code: 'revoked' },
    })
    expect(thirdPartyKeyInvalidSchema.safeParse(await answer.clone().json()).success).toBe(true)
    expect(answer.status).toBe(403)
    expect(answer.headers.has('www-authenticate')).toBe(false)
    const verdict = await classify(answer, { request: { url: 'https://app.test/api/mail' } })
    expect(verdict).toMatchObject({
      integration: 'mail',
      manageUrl: 'https://app.test/settings/mail',
      upstream: { status: 403, code: 'revoked' },
    })
  })

  test('given a scope, a level or a login page → they come out at the client', async () => {
    expect(await classify(problem.forbidden({ scope: 'a b' }))).toMatchObject({ scope: 'a b' })
    expect(await classify(problem.stepUpRequired({ acrValues: ['mfa'], maxAge: 60 }))).toMatchObject({
      stepUp: { acrValues: ['mfa'], maxAge: 60 },
    })
    const request = { url: 'https://app.test/api' }
    expect(await classify(problem.sessionExpired({ loginUrl: '/login' }), { request })).toMatchObject({
      loginUrl: 'https://app.test/login',
    })
  })

  test('given seconds until another try → Retry-After', () => {
    const { headers } = problem.wrongCredentials({ reason: 'account-locked', retryAfter: 60 })
    expect(headers.get('retry-after')).toBe('60')
  })
})
