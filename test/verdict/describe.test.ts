import { assert, constantFrom, property, string } from 'fast-check'
import { describe as suite, expect, test } from 'vitest'
import { describe, finding, kinds, type Reason, reasons, type Verdict, type Words } from 'why401/verdict'
import { judge } from '../conventions/exchange.ts'

const verdictWith = (reason: Reason, more: object = {}): Verdict => ({
  ...finding<Reason>(reason, { certainty: 'certain', rule: 'test/rule', saw: 'x', where: 'body' }),
  status: 403,
  url: 'https://app.test/api/x',
  challenges: [],
  because: [],
  ...more,
})

/** Words that only people who build software know. */
const jargon =
  /\b(?:token|csrf|http|status|header|realm|scope|credentials?|api|oauth|cookie|session|challenge|nonce|proxy|request was|4\d\d)\b/i

suite('given any reason', () => {
  test.each(reasons)('%s has plain words', (reason) => {
    for (const certainty of ['certain', 'likely', 'guess']) {
      const { title, detail, action } = describe(verdictWith(reason, { certainty }))
      for (const text of [title, detail, action ?? 'None']) {
        expect(text).toMatch(/^[A-Z]/)
        expect(text).not.toMatch(jargon)
      }
      expect(title).not.toMatch(/[.!]$/)
      expect(detail).toMatch(/[.”]$/)
      expect(title.length).toBeLessThan(70)
    }
  })
})

suite('what the verdict knows', () => {
  test('names the integration, and says that the login is not touched', () => {
    const { title, detail, action } = describe(verdictWith('key-revoked', { integration: 'Meteo' }))
    expect(title).toBe('Meteo is no longer connected')
    expect(detail).toContain('This does not touch your sign-in here.')
    expect(action).toBe('Connect again')
  })

  test('given a guess, then it does not promise that the user is signed in', () => {
    const { detail } = describe(verdictWith('key-invalid', { certainty: 'guess' }))
    expect(detail).not.toContain('sign-in here')
    expect(detail).toContain('did not say it clearly')
  })

  test.each([
    [1, '1 second'],
    [45, '45 seconds'],
    [900, '15 minutes'],
    [901, '16 minutes'],
    [7_200, '2 hours'],
    [172_800, '2 days'],
  ])('given Retry-After: %d, then %s', (retryAfter, words) => {
    expect(describe(verdictWith('account-locked', { retryAfter })).detail).toContain(`Try again in ${words}.`)
  })

  test('given a highest age of the sign-in, then it is told', () => {
    expect(describe(verdictWith('step-up', { stepUp: { maxAge: 300 } })).detail).toContain('within the last 5 minutes')
  })

  test('quotes the server’s own sentence where the server alone knows, and marks it', async () => {
    const body = { code: 'PERMISSION_DENIED', message: 'You need the role of an editor.' }
    const own = describe(await judge({ status: 403, body }))
    expect(own.detail).toMatch(/The server says: “You need the role of an editor\.”$/)
  })

  test('never quotes a third party, nor a phrase that says nothing', () => {
    const message = 'Call +1 555 now to unlock'
    expect(describe(verdictWith('key-invalid', { message })).detail).not.toContain(message)
    for (const phrase of ['403: Forbidden', 'Access denied', '404 page not found']) {
      expect(describe(verdictWith('permission', { message: phrase })).detail).not.toContain('The server says')
    }
  })
})

suite('words of the app', () => {
  const words: Words = {
    'session-expired': { title: 'Sitzung abgelaufen', action: 'Anmelden' },
    'key-expired': { detail: ({ integration }) => `Neuer Schlüssel für ${integration ?? 'den Dienst'} nötig.` },
    csrf: { action: '' },
  }

  test('replace text by text; the rest stays', () => {
    const { title, detail, action } = describe(verdictWith('session-expired'), words)
    expect([title, action]).toEqual(['Sitzung abgelaufen', 'Anmelden'])
    expect(detail).toBe(describe(verdictWith('session-expired')).detail)
  })

  test('may be functions of the verdict', () => {
    expect(describe(verdictWith('key-expired', { integration: 'Meteo' }), words).detail).toBe(
      'Neuer Schlüssel für Meteo nötig.',
    )
  })

  test('an empty action is none', () => {
    expect(describe(verdictWith('csrf'), words)).not.toHaveProperty('action')
  })

  test('given a name from Object.prototype as a table, then it has no effect', () => {
    assert(
      property(constantFrom(...reasons), string(), (reason, text) => {
        const inherited: Words = Object.create({ [reason]: { title: text } })
        expect(describe(verdictWith(reason), inherited)).toEqual(describe(verdictWith(reason)))
      }),
    )
  })
})

test('the list of reasons has some of each kind', () => {
  expect(new Set(reasons.map((reason) => verdictWith(reason).kind))).toEqual(new Set(kinds))
})
