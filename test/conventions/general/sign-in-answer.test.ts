import { describe, expect, test } from 'vitest'
import { signInAnswer } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('signInAnswer', () => {
  test.each<[string, Exchange, string]>([
    [
      'the form again',
      {
        role: 'sign-in',
        method: 'POST',
        status: 200,
        body: '<!doctype html><html><head><title>x</title></head><body><form method="post"><input name="u"><input type="password" name="p"></form></body></html>',
      },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'success: false',
      { role: 'sign-in', method: 'POST', status: 200, body: { success: false, message: 'Non, non.' } },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'qBittorrent',
      { role: 'sign-in', method: 'POST', status: 200, type: 'text/plain', body: 'Fails.' },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'a field left empty',
      { role: 'sign-in', method: 'POST', status: 400, body: { error: 'password is required.' } },
      'none/invalid-request guess',
    ],
    [
      'near miss: the password was right',
      { role: 'sign-in', method: 'POST', status: 200, body: { success: false, mfaRequired: true } },
      'none/ok guess',
    ],
    [
      'near miss: the form, asked for',
      {
        role: 'sign-in',
        status: 200,
        body: '<!doctype html><html><head><title>x</title></head><body><form method="post"><input name="u"><input type="password" name="p"></form></body></html>',
      },
      'none/ok guess',
    ],
    [
      'near miss: a password to choose',
      {
        role: 'sign-in',
        method: 'POST',
        status: 200,
        body: '<!doctype html><html><head><title>x</title></head><body><form><input type="password" name="a"><input type="password" name="b"></form></body></html>',
      },
      'none/ok guess',
    ],
    [
      'near miss: a page without a form',
      {
        role: 'sign-in',
        method: 'POST',
        status: 200,
        body: '<!doctype html><html><head><title>x</title></head><body><div id="app"></div></body></html>',
      },
      'none/ok guess',
    ],
    [
      'near miss: elsewhere',
      { status: 200, method: 'POST', body: { success: false, message: 'Out of stock' } },
      'none/ok guess',
    ],
    [
      'near miss: deeper in the body',
      { role: 'sign-in', method: 'POST', status: 200, body: { user: { authenticated: false }, token: 'x' } },
      'none/ok guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [signInAnswer()] })).toBe(
      'none/ok guess',
    )
  })
})
