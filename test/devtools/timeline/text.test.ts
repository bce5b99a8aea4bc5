import { expect, it } from 'vitest'
import type { RenewResult } from 'why401'
import { entryText, timelineText } from '../../../src/devtools/timeline/text.ts'
import { createTimeline } from '../../../src/devtools/timeline/timeline.ts'
import { API, authOver, expired, gate } from '../scripted.ts'

it('tells the whole story, the oldest first', async () => {
  let time = 1_800_000_000_000
  let dead = true
  const renewed = gate<RenewResult>()
  const auth = authOver(
    { '/reports': () => (dead ? expired() : new Response('ok')), '/secret': () => new Response(null, { status: 403 }) },
    { renew: () => renewed.promise },
  )
  const timeline = createTimeline({ now: () => time })
  timeline.record(auth, 'app')
  const response = auth.fetch(`${API}/reports`, { headers: { authorization: 'Bearer x' } })
  await expect.poll(() => auth.state.get().status).toBe('renewing')
  time += 420
  dead = false
  renewed.open('renewed')
  await response
  time += 1000
  await auth.fetch(`${API}/secret`)
  await auth.fetch(`${API}/secret`)
  expect(timelineText(timeline.entries.get())).toBe(`2027-01-15T08:00:00.000Z [app] 401 GET https://app.example/reports
reauthenticate, reason token-invalid
  certain: the challenge says so in a parameter or scheme that is meant for machines
  what would fix it: get a fresh token; the user need not be asked
  because of error="invalid_token" in WWW-Authenticate: bearer [oauth2/invalid_token, RFC 6750 §3.1]
  in line with that: status 401 to bearer credentials, with WWW-Authenticate: bearer [http/401-credentials-sent, RFC 9110 §15.5.2]
  challenges: bearer

2027-01-15T08:00:00.000Z [app] Renewal succeeded after 420 ms
  waited: GET https://app.example/reports for 420 ms

2027-01-15T08:00:01.420Z [app] 403 GET https://app.example/secret
forbidden, reason permission
  a guess: from the status, what was sent, and what the endpoint is for
  what would fix it: ask for access
  because of status 403 [http/403, RFC 9110 §15.5.4]
  2 times, last 2027-01-15T08:00:01.420Z
  advice: The server did not say why (RFC 9457 §3)
    A bare 403 can mean: may not, not signed in, a dead CSRF token, a firewall. A problem type, or a challenge with error="insufficient_scope", says which.
    HTTP/1.1 403 Forbidden
    Content-Type: application/problem+json

    {
      "type": "https://api.example.com/problems/permission-denied",
      "status": 403
    }`)
  auth.dispose()
})

it.each([
  [{ outcome: 'declined', end: 1500 }, 'Sign-in declined after 1.5 s: who waited settled with its refusal'],
  [{ outcome: 'failed', end: 61_000 }, 'Sign-in failed after 1 min 1 s: the reason may pass, nobody was signed out'],
  [{ outcome: 'renewed', end: 20, byOther: true }, 'Sign-in succeeded by another tab, after 20 ms'],
  [{ outcome: 'lost', end: 20 }, 'Sign-in unknown after 20 ms: nobody saw the end'],
  [{}, 'Sign-in under way'],
] as const)('a span that ended as %o', (more, text) => {
  expect(
    entryText({
      id: 'a:1',
      type: 'span',
      at: 0,
      source: '',
      elsewhere: false,
      what: 'sign-in',
      waiters: [],
      count: 0,
      byOther: false,
      ...more,
    }),
  ).toBe(`1970-01-01T00:00:00.000Z ${text}`)
})

it('an entry of another tab says so', () => {
  expect(
    entryText({
      id: 'a:1',
      type: 'moment',
      at: 0,
      source: 'app',
      elsewhere: true,
      what: 'integration-fixed',
      integration: 'mail',
    }),
  ).toBe('1970-01-01T00:00:00.000Z [app, another tab] Marked as fixed: mail')
})

it('more waited than are kept: the rest is counted', () => {
  const waiter = { method: 'GET', url: 'https://app.example/a', at: 0 }
  const base = { id: 'a:1', type: 'span', at: 0, source: '', elsewhere: false, byOther: false } as const
  const span = { ...base, what: 'renewal', waiters: [waiter], count: 5000, end: 20, outcome: 'renewed' } as const
  expect(entryText(span)).toBe(
    `1970-01-01T00:00:00.000Z Renewal succeeded after 20 ms
  waited: GET https://app.example/a for 20 ms
  and 4999 more waited`,
  )
})
