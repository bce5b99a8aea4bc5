import { describe, expect, test } from 'vitest'
import { createTestAuth, responses, verdictFor } from 'why401/testing'
import { askWords, reconnectWords } from '../../examples/client/notices/prompt-words.ts'
import { waitWords, watchWaits } from '../../examples/client/scenarios/waits.ts'
import { missingIn, sentenceOf } from '../../examples/client/words.ts'

// What the example's page says, tested as an app's own tests would be: with why401/testing.

describe('the sentences of the page', () => {
  test.each([
    [verdictFor('reauthenticate', { reason: 'session-expired' }), 'Your session has expired.'],
    [verdictFor('credentials-rejected'), 'The user name or the password is wrong.'],
    [
      verdictFor('credentials-rejected', { reason: 'account-locked', retryAfter: 90 }),
      'This account is locked. Try again in 2 minutes.',
    ],
    [verdictFor('forbidden', { reason: 'insufficient-scope' }), 'You lack a permission for this.'],
    [verdictFor('third-party-key-invalid', { reason: 'key-revoked' }), 'The stored key was revoked.'],
  ])('$reason', (verdict, sentence) => {
    expect(sentenceOf(verdict)).toBe(sentence)
  })

  test('a missing scope is named', () => {
    const verdict = verdictFor('forbidden', { reason: 'insufficient-scope', scope: 'reports:write' })
    expect(missingIn(verdict)).toBe('Missing scope: reports:write')
  })

  test('a dead key: only a user who is signed in reads that the login is fine', () => {
    const verdict = verdictFor('third-party-key-invalid')
    expect(reconnectWords(verdict, 'Meteo', true)).toContain('You are still signed in here; Meteo wants a new key.')
    expect(reconnectWords(verdict, 'Meteo', false)).not.toContain('still signed in')
  })

  test('the dialog says what waits for it', () => {
    expect(askWords(verdictFor('reauthenticate', { reason: 'no-credentials' }))).toMatch(
      /^You are not signed in\. What you asked for goes on/,
    )
  })
})

test('five refusals, one renewal, and the page says who waits until the renewal ends', async () => {
  const { auth, renewal } = createTestAuth({
    origins: ['https://app.test'],
    tabs: false,
    respond: () => (renewal.calls.length > 0 && renewal.pending === 0 ? responses.ok() : responses.tokenExpired()),
  })
  const waits = watchWaits([[auth, () => false]])
  const sent = Array.from({ length: 5 }, () => auth.fetch('https://app.test/api/reports'))
  await renewal.called()
  const wait = waits.get()
  expect(wait && waitWords(wait, wait.since + 2_500)).toMatch(
    /^(?:One request waits|\d requests wait) for a new token: 2 s, at most 5 minutes\.$/,
  )
  renewal.finish('renewed')
  expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  expect(renewal.calls).toHaveLength(1)
  expect(waits.get()).toBeUndefined()
  auth.dispose()
})
