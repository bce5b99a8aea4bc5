import { describe as suite, expect, test } from 'vitest'
import { standard } from 'why401/conventions'
import { classifyEvidence, createRedactor, decide, describe, explain, isOpen, type Verdict } from 'why401/verdict'
import { evidenceOf, type Exchange } from '../conventions/exchange.ts'
import { ordinaryShapes, secretShapes } from './secret-shapes.ts'

const conventions = standard()
const problem = 'application/problem+json'
const thirdPartyKey = 'https://a.test/problems/third-party-key-invalid'
/** What a quoted-string in a field can hold. */
const quoted = (secret: string): string => secret.replace(/["\\\u200b]/g, '')
const url = (secret: string): string => encodeURIComponent(secret)

/** Places where a server may give back a secret, or mint one. */
const places: Readonly<Record<string, (secret: string) => Exchange>> = {
  'the description of a challenge': (s) => ({
    status: 401,
    challenge: `Bearer error="invalid_token", error_description="Token ${quoted(s)} is expired"`,
    sent: 'Bearer x',
  }),
  'the error of a challenge': (s) => ({ status: 401, challenge: `Bearer error="${quoted(s)}"` }),
  'a realm': (s) => ({ status: 401, challenge: `Basic realm="${quoted(s)}"` }),
  'the realm of a token challenge': (s) => ({ status: 401, challenge: `Bearer realm="${quoted(s)}"` }),
  'a scope': (s) => ({ status: 403, challenge: `Bearer error="insufficient_scope", scope="${quoted(s)}"` }),
  'a token68': (s) => ({ status: 401, challenge: `Negotiate ${quoted(s)}` }),
  claims: (s) => ({ status: 401, challenge: `Bearer error="insufficient_claims", claims="${quoted(s)}"` }),
  acr_values: (s) => ({
    status: 401,
    challenge: `Bearer error="insufficient_user_authentication", acr_values="${quoted(s)}"`,
  }),
  'a nonce': (s) => ({
    status: 401,
    challenge: 'DPoP error="use_dpop_nonce"',
    headers: { 'dpop-nonce': quoted(s) },
    sent: 'DPoP x',
  }),
  'the detail of a problem': (s) => ({
    status: 401,
    body: { type: 'https://a.test/problems/session-expired', detail: `Session ${s} is over` },
    type: problem,
  }),
  'the type of a problem': (s) => ({
    status: 401,
    body: { type: `https://a.test/${url(s)}/session-expired`, title: s },
    type: problem,
  }),
  'a GraphQL message': (s) => ({
    status: 200,
    body: { errors: [{ message: `Token ${s} invalid`, extensions: { code: 'UNAUTHENTICATED' } }], data: null },
  }),
  'a provider’s message': (s) => ({
    status: 401,
    body: { error: { message: `Incorrect API key provided: ${s}. See the docs.`, code: 'invalid_api_key' } },
  }),
  'the message beside a code': (s) => ({ status: 401, body: { code: 'SESSION_EXPIRED', message: `code ${s} dead` } }),
  'a code': (s) => ({ status: 401, body: { code: s, message: 'Token is dead' }, sent: 'Bearer x' }),
  'a nested list': (s) => ({ status: 403, body: { errors: [{ detail: `No rights for ${s}.` }] } }),
  'the name of an integration': (s) => ({
    status: 403,
    body: { type: thirdPartyKey, integration: s, reason: 'key-invalid' },
    type: problem,
  }),
  'a query of manageUrl': (s) => ({
    status: 403,
    body: { type: thirdPartyKey, integration: 'm', manageUrl: `https://app.test/i?token=${url(s)}` },
    type: problem,
  }),
  'the path of manageUrl': (s) => ({
    status: 403,
    body: { type: thirdPartyKey, integration: 'm', manageUrl: `https://app.test/i/${url(s)}` },
    type: problem,
  }),
  'a code of upstream': (s) => ({
    status: 403,
    body: { type: thirdPartyKey, integration: 'm', upstream: { code: s } },
    type: problem,
  }),
  'a query of loginUrl': (s) => ({
    status: 401,
    body: { type: 'https://a.test/problems/session-expired', loginUrl: `/login?state=${url(s)}` },
    type: problem,
  }),
  'the path of the request': (s) => ({ status: 403, body: {}, url: `https://app.test/reset/${url(s)}` }),
  'the path of a 401': (s) => ({ status: 401, integration: 'mail', url: `https://app.test/hooks/${url(s)}/run` }),
  'a form': (s) => ({
    status: 400,
    body: new URLSearchParams({ error: 'invalid_grant', error_description: `The token ${s} is dead` }).toString(),
    type: 'application/x-www-form-urlencoded',
    role: 'renewal',
  }),
  XML: (s) => ({
    status: 403,
    body: `<?xml version="1.0"?><Error><Code>InvalidAccessKeyId</Code><Message>Key ${s} is unknown here</Message></Error>`,
    type: 'application/xml',
  }),
  text: (s) => ({ status: 403, body: `denied for ${s}`, type: 'text/plain' }),
  'a page': (s) => ({ status: 403, body: `<html><body><p>IP address '${s}' is not authorized</p></body></html>` }),
  'another header': (s) => ({ status: 401, body: {}, headers: { 'x-token': quoted(s) } }),
}

/** All that may be shown, logged, stored or sent away. */
function told(verdict: Verdict): readonly string[] {
  const { title, detail, action = '' } = describe(verdict)
  const texts = [JSON.stringify(verdict), JSON.stringify({ events: [{ verdict }] }), explain(verdict)]
  return [...texts, title, detail, action, verdict.message ?? '', JSON.stringify(verdict.because)]
}

async function leaksOf(secret: string, exchange: Exchange, known: boolean): Promise<readonly string[]> {
  const evidence = { ...(await evidenceOf(exchange)), ...(known && { redact: createRedactor([secret]) }) }
  const verdict = classifyEvidence(evidence, conventions)
  const verdicts = isOpen(verdict) ? [verdict, decide(verdict, true), decide(verdict, false)] : [verdict]
  const forms = [secret, quoted(secret), url(secret), JSON.stringify(secret).slice(1, -1)].map((form) =>
    form.toLowerCase(),
  )
  return verdicts.flatMap(told).filter((text) => forms.some((form) => text.toLowerCase().includes(form)))
}

suite('given what the client itself sent, when it comes back at', () => {
  test.each(Object.entries(places))('%s, then nothing tells it', async (_place, put) => {
    for (const [shape, make] of Object.entries(secretShapes)) {
      const secret = make()
      expect(await leaksOf(secret, put(secret), true), shape).toEqual([])
    }
  })
})

suite('given a secret of a known shape that the client never sent, when it comes at', () => {
  test.each(Object.entries(places))('%s, then nothing tells it', async (_place, put) => {
    for (const [shape, make] of Object.entries(secretShapes)) {
      if (ordinaryShapes.has(shape)) continue
      const secret = make()
      expect(await leaksOf(secret, put(secret), false), shape).toEqual([])
    }
  })
})

suite('toJSON', () => {
  test('holds no challenge, nonce, claim or query, and is the same after a probe', async () => {
    const challenge = 'Bearer error="insufficient_claims", claims="eyJ0b2tlbiI6MX0", acr_values="gold"'
    const verdict = classifyEvidence(await evidenceOf({ status: 401, challenge, sent: 'Bearer x' }), standard())
    expect(verdict).toMatchObject({ stepUp: { claims: 'eyJ0b2tlbiI6MX0', acrValues: ['gold'] } })
    const json: unknown = JSON.parse(JSON.stringify(verdict))
    expect(json).toMatchObject({ kind: 'reauthenticate', reason: 'step-up', stepUp: { acrValues: ['gold'] } })
    expect(json).not.toHaveProperty('challenges')
    expect(json).not.toHaveProperty('stepUp.claims')
  })

  test('given a verdict, then nothing in it can be changed', async () => {
    const challenge = 'Bearer error="insufficient_user_authentication", acr_values="gold"'
    const verdict = classifyEvidence(await evidenceOf({ status: 401, challenge, sent: 'Bearer x' }), standard())
    for (const part of [verdict, verdict.because, verdict.because[0], verdict.challenges]) {
      expect(Object.isFrozen(part)).toBe(true)
    }
    expect(Object.isFrozen('stepUp' in verdict && verdict.stepUp?.acrValues)).toBe(true)
  })
})
