// #region recipe
import { setupServer } from 'msw/node'
import { http, HttpResponse } from 'msw/http'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createTestAuth, refuse, responses } from 'why401/testing'
import { loadReports } from './load-reports.ts'

const reports = 'https://app.test/api/reports'
const server = setupServer(http.get(reports, () => HttpResponse.json({ reports: ['May', 'June'] })))
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

it('an expired token is renewed, and the reports are shown', async () => {
  server.use(http.get(reports, refuse(responses.tokenExpired, { times: 1 })))
  const { auth, renewal, requests } = createTestAuth()
  const shown = loadReports(auth)
  await renewal.called()
  renewal.finish('renewed')
  expect(await shown).toBe('May, June')
  expect(requests).toHaveLength(2)
})

it('a user who closes the dialog sees why', async () => {
  server.use(http.get(reports, refuse(responses.tokenExpired)))
  const { auth, signIn } = createTestAuth({ renews: false })
  const shown = loadReports(auth)
  await signIn.called()
  signIn.finish('declined')
  expect(await shown).toBe('Your sign-in has run out')
})

it('a missing permission is said, and nobody is asked', async () => {
  server.use(
    http.get(
      reports,
      refuse(() => responses.forbidden({ scope: 'reports:read' })),
    ),
  )
  const { auth, renewal, signIn } = createTestAuth()
  expect(await loadReports(auth)).toBe('This needs more permissions')
  expect(renewal.calls.length + signIn.calls.length).toBe(0)
})
// #endregion

it('a network that is down is no sign-out', async () => {
  server.use(http.get(reports, refuse(responses.tokenExpired)))
  const { auth, renewal, signIn } = createTestAuth()
  const shown = loadReports(auth)
  await renewal.called()
  renewal.fail(new TypeError('Failed to fetch'))
  expect(await shown).not.toBe('')
  expect(signIn.calls).toHaveLength(0)
  expect(auth.state.get().status).not.toBe('signed-out')
})
